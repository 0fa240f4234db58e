// Where exceptions begin (Itanium C++ ABI: Exception Handling 1.3): `throw`,
// `throw;` and std::rethrow_exception all come through here. A step in the
// trace and no more: whoever catches sees no difference.
#include <dlfcn.h>
#include <unwind.h>

#include "runtime/abi/abi.hpp"
#include "runtime/core/exceptions.hpp"

using namespace course::runtime;

extern "C" _Unwind_Reason_Code _Unwind_RaiseException(_Unwind_Exception* e) {
  if (inside()) note_throw(*e, COURSE_SITE);
  const auto raise =
      reinterpret_cast<_Unwind_Reason_Code (*)(_Unwind_Exception*)>(
          dlsym(RTLD_NEXT, "_Unwind_RaiseException"));
  return raise(e);
}
