// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "shared_value.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <system_error>

using course::SharedValue;

COURSE_SIGNATURE("get must be long() const", long (SharedValue::*)() const,
                 &SharedValue::get);
COURSE_SIGNATURE("set must be void(long)", void (SharedValue::*)(long),
                 &SharedValue::set);
COURSE_SIGNATURE("update must be long(const std::function<long(long)>&)",
                 long (SharedValue::*)(const std::function<long(long)>&),
                 &SharedValue::update);

namespace {

// Runs f in a child, whose exit code is what f returns.
template <class Function>
pid_t child(Function f) {
  const pid_t pid = fork();
  if (pid != 0) return pid;
  int code = 0;
  [&]() noexcept { code = static_cast<int>(f()); }();
  _exit(code);
}

int code_of(pid_t pid) {
  int status = 0;
  waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

long add_one(long n) {
  course_test::event("f is called");
  return n + 1;
}

struct Refused {};  // not a std::exception

long refuse(long) {
  course_test::event("f is called");
  throw Refused();
}

// Whether that very exception comes back.
bool refuses(SharedValue& v) {
  try {
    v.update(refuse);
  } catch (const Refused&) {
    return true;
  } catch (...) {
  }
  return false;
}

}  // namespace

COURSE_SCENARIO("one process") {
  SharedValue zero, v(5), other(7'000'000'000);
  course_test::observe("zero", zero.get());
  course_test::observe("initial", v.get());
  v.set(6);
  course_test::observe("set", v.get());
  const long made = v.update([](long n) { return n * 10; });
  course_test::observe("updated", made, v.get());
  course_test::observe("other", other.get());
}

COURSE_SCENARIO("a child sets") {
  SharedValue v(1);
  const pid_t pid = child([&] { return v.set(2), v.get(); });
  course_test::observe("in the child", code_of(pid));
  course_test::observe("value", v.get());
}

COURSE_SCENARIO("two children update") {
  SharedValue v;
  course_test::name(v, "v");
  const auto add = [&] {
    const long first = v.update(add_one);
    const long second = v.update(add_one);
    return first * 10 + second;
  };
  const pid_t a = child(add), b = child(add);
  const int in_a = code_of(a), in_b = code_of(b);
  course_test::observe("returned", in_a, in_b);
  course_test::observe("value", v.get());
}

COURSE_SCENARIO("one updates, one sets, one looks") {
  SharedValue v(1);
  const pid_t a =
      child([&] { return v.update([](long n) { return n + 10; }); });
  const pid_t b = child([&] { return v.set(5), 0; });
  const long seen = v.get();
  const int updated = code_of(a);
  code_of(b);
  course_test::observe("updated, value", updated, v.get());
  course_test::observe("seen", seen);
}

COURSE_SCENARIO("two threads and a child") {
  SharedValue v;
  const auto add = [&] {
    v.update(add_one);
    return 0;
  };
  const pid_t pid = child(add);
  course_test::Thread other(add);
  add();
  other.join();
  code_of(pid);
  course_test::observe("value", v.get());
}

COURSE_SCENARIO("f throws") {
  SharedValue v(3);
  const bool here = refuses(v);
  const pid_t pid = child([&] { return refuses(v); });
  const long updated = v.update([](long n) { return n + 1; });
  course_test::observe("the exception arrives", here, code_of(pid) == 1);
  course_test::observe("value", updated, v.get());
}

COURSE_SCENARIO("a child destroys its own") {
  auto* const v = new SharedValue(0);
  const auto add = [v](long n) {
    return v->update([n](long before) { return before + n; });
  };
  const pid_t destroys = child([&] { return add(1), delete v, 0; });
  const pid_t works = child([&] { return add(2), 0; });
  add(4);
  code_of(destroys);
  code_of(works);
  course_test::observe("value", v->get());
  delete v;
}

COURSE_SCENARIO("f takes long") {
  SharedValue v;
  const pid_t pid = child([&] {
    return v.update([](long n) {
      usleep(300'000);
      return n + 1;
    });
  });
  usleep(2000);
  v.update([](long n) { return n + 1; });
  code_of(pid);
  course_test::observe("value", v.get());
}

COURSE_SCENARIO("there may be no memory") {
  try {
    course_test::MayFail may_fail;
    SharedValue v(7);
    course_test::observe("value", v.get());
  } catch (const std::system_error&) {
    course_test::observe("value", "std::system_error");
  }
}
