#include "runtime/core/exceptions.hpp"

#include <cxxabi.h>
#include <dlfcn.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <typeinfo>

#include "runtime/core/ends.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/state.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

[[gnu::section("course_runtime")]] Address allocate_exception = 0;
constexpr std::size_t size_of_allocate_exception = 256;  // generous

constexpr char todo[] = "TODO:";

bool begins_with_todo(const char* text) {
  for (unsigned i = 0; todo[i]; ++i)
    if (text[i] != todo[i]) return false;
  return true;
}

[[noreturn]] void end_with_exception(const char* type, const char* what) {
  if (what && begins_with_todo(what)) {
    const char* rest = what + sizeof todo - 1;
    while (*rest == ' ') ++rest;
    fail(Verdict::not_started, rest, 0);
  }
  Message m;
  m << "std::terminate: nobody catches the exception " << type;
  if (what) m << ": " << what;
  fail(Verdict::crash, m.text(),
       mix(reinterpret_cast<Address>(type), current->context));
}

[[noreturn]] void on_terminate() {
  if (!inside()) end_process(134);
  note_end(Operation::exit, nullptr,
           reinterpret_cast<Address>(__builtin_return_address(0)));
  const std::type_info* type = abi::__cxa_current_exception_type();
  if (!type) {
    fail(Verdict::crash,
         "std::terminate is called, as when a std::thread is destroyed that is "
         "neither joined nor detached",
         current->context);
  }
  // The name may be demangled by the judge; the worker allocates nothing here.
  try {
    throw;
  } catch (const std::exception& e) {
    end_with_exception(typeid(e).name(), e.what());
  } catch (const char* text) {
    end_with_exception(type->name(), text);
  } catch (...) {
    end_with_exception(type->name(), nullptr);
  }
}

// What stands before a thrown object (Itanium C++ ABI: Exception Handling
// 2.2.1), and before the copy of its end that std::rethrow_exception throws;
// there the first word is the object.
struct ExceptionHeader {
  union {
    const std::type_info* type;
    void* primary;
  };
  void* handlers_and_next[4];
  int counts[2];
  void* found_in_phase_1[4];
  _Unwind_Exception unwind;
};

constexpr std::uint64_t thrown_by_gcc = 0x474e5543432b2b00;  // "GNUCC++"
constexpr std::uint64_t rethrown_by_gcc = thrown_by_gcc + 1;

// Its type, mangled. What it says, too, if that is the C++ library's own code:
// of another type it might be instrumented, and this is no place to run it.
void describe(Message& m, const _Unwind_Exception& e) {
  if (e.exception_class != thrown_by_gcc &&
      e.exception_class != rethrown_by_gcc)
    return;
  const auto* unwind = &e;
  if (e.exception_class == rethrown_by_gcc) {
    const auto* copy = reinterpret_cast<const ExceptionHeader*>(
        reinterpret_cast<const char*>(unwind) -
        offsetof(ExceptionHeader, unwind));
    unwind = static_cast<const _Unwind_Exception*>(copy->primary) - 1;
  }
  const auto* header = reinterpret_cast<const ExceptionHeader*>(
      reinterpret_cast<const char*>(unwind) -
      offsetof(ExceptionHeader, unwind));
  const char* const type = header->type->name();
  m << type;
  void* object = const_cast<_Unwind_Exception*>(unwind) + 1;
  if (type[0] == 'S' && type[1] == 't' &&
      typeid(std::exception).__do_catch(header->type, &object, 1))
    m << ": " << static_cast<const std::exception*>(object)->what();
}

}  // namespace

void start_exceptions() {
  std::set_terminate(on_terminate);
  allocate_exception = reinterpret_cast<Address>(
      dlsym(RTLD_DEFAULT, "__cxa_allocate_exception"));
}

bool called_for_an_exception(Address site) {
  return site - allocate_exception < size_of_allocate_exception;
}

void note_throw(const _Unwind_Exception& e, Address site) {
  if (!rt().tracing.on) return;
  Message what;
  describe(what, e);
  trace_throw(what.text(), site);
}

}  // namespace course::runtime
