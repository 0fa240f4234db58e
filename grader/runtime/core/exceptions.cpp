#include "runtime/core/exceptions.hpp"

#include <cxxabi.h>
#include <dlfcn.h>

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

}  // namespace

void start_exceptions() {
  std::set_terminate(on_terminate);
  allocate_exception = reinterpret_cast<Address>(
      dlsym(RTLD_DEFAULT, "__cxa_allocate_exception"));
}

bool called_for_an_exception(Address site) {
  return site - allocate_exception < size_of_allocate_exception;
}

void note_throw(Address site) {
  if (rt().tracing.on) trace_step_at(Operation::throw_exception, site);
}

}  // namespace course::runtime
