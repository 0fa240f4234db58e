// The compiler's texts are those of g++ 12, recorded, paths shortened.
#include "sandbox/diagnostics.hpp"

#include <doctest/doctest.h>

using course::protocol::Diagnostic;
using namespace course::sandbox;

namespace {

// One line each: "account.hpp:2:32: error: ..." and "| source".
std::string shown(const std::vector<Diagnostic>& diagnostics) {
  std::string text;
  for (const Diagnostic& d : diagnostics) {
    text += d.file + ":" + std::to_string(d.line) + ":" +
            std::to_string(d.column) + ": " + d.severity + ": " + d.message;
    if (!d.in_submission) text += " (not in the submission)";
    text += "\n";
    if (!d.source.empty()) text += "| " + d.source + "\n";
  }
  return text;
}

std::string compiled(std::string_view submission, std::string_view output) {
  return shown(read_diagnostics(
      output, {"account.hpp", submission, "account_scenarios.cpp"}));
}

std::string linked(std::string_view output) {
  return shown(read_link_errors(output, {"account.hpp", "", ""}));
}

}  // namespace

TEST_CASE("a syntax error is shown with its line") {
  CHECK(compiled(R"(namespace course {
struct Account { int balance = 0 };
)",
                 R"(In file included from /course/account_scenarios.cpp:2:
./account.hpp:2:32: error: expected ';' at end of member declaration
)") == R"(account.hpp:2:32: error: expected ';' at end of member declaration
| struct Account { int balance = 0 };
)");
}

TEST_CASE("advice is kept, other notes and 'In function' lines are dropped") {
  CHECK(
      compiled(
          R"(#pragma once
namespace course {
struct Account {
  int balance = 0;
  mutable std::mutex mutex_;
};
inline bool transfer(Account& a, Account&, int) {
  std::lock_guard guard(a.mutex_);
)",
          R"(In file included from /course/account_scenarios.cpp:2:
./account.hpp:5:16: error: 'mutex' in namespace 'std' does not name a type
./account.hpp:5:11: note: 'std::mutex' is defined in header '<mutex>'; did you forget to '#include <mutex>'?
./account.hpp: In function 'bool course::transfer(Account&, Account&, int)':
./account.hpp:8:8: error: 'lock_guard' is not a member of 'std'
./account.hpp:8:8: note: 'std::lock_guard' is defined in header '<mutex>'; did you forget to '#include <mutex>'?
)") ==
      R"(account.hpp:5:16: error: 'mutex' in namespace 'std' does not name a type; 'std::mutex' is defined in header '<mutex>'; did you forget to '#include <mutex>'?
|   mutable std::mutex mutex_;
account.hpp:8:8: error: 'lock_guard' is not a member of 'std'; 'std::lock_guard' is defined in header '<mutex>'; did you forget to '#include <mutex>'?
|   std::lock_guard guard(a.mutex_);
)");
}

TEST_CASE("a template error moves to the line that instantiates, once") {
  CHECK(
      compiled("\n\n\n\n\n  std::thread t(add, to, n);\n",
               R"(In file included from /usr/include/c++/12/stop_token:35,
                 from /usr/include/c++/12/thread:40,
                 from ./account.hpp:1,
                 from /course/account_scenarios.cpp:2:
/usr/include/c++/12/bits/std_thread.h: In instantiation of 'std::thread::thread(_Callable&&, _Args&& ...) [with _Callable = void (&)(course::Account&, int); _Args = {course::Account&, int&}; <template-parameter-1-3> = void]':
./account.hpp:6:27:   required from here
/usr/include/c++/12/bits/std_thread.h:129:72: error: static assertion failed: std::thread arguments must be invocable after conversion to rvalues
/usr/include/c++/12/bits/std_thread.h:129:72: note: 'std::integral_constant<bool, false>::value' evaluates to false
/usr/include/c++/12/bits/std_thread.h: In instantiation of 'struct std::thread::_Invoker<std::tuple<void (*)(course::Account&, int), course::Account, int> >':
/usr/include/c++/12/bits/std_thread.h:202:13:   required from 'struct std::thread::_State_impl<std::thread::_Invoker<std::tuple<void (*)(course::Account&, int), course::Account, int> > >'
/usr/include/c++/12/bits/std_thread.h:142:29:   required from 'std::thread::thread(_Callable&&, _Args&& ...) [with _Callable = void (&)(course::Account&, int); _Args = {course::Account&, int&}; <template-parameter-1-3> = void]'
./account.hpp:6:27:   required from here
/usr/include/c++/12/bits/std_thread.h:251:11: error: no type named 'type' in 'struct std::thread::_Invoker<std::tuple<void (*)(course::Account&, int), course::Account, int> >::__result<std::tuple<void (*)(course::Account&, int), course::Account, int> >'
/usr/include/c++/12/bits/std_thread.h:255:9: error: no type named 'type' in 'struct std::thread::_Invoker<std::tuple<void (*)(course::Account&, int), course::Account, int> >::__result<std::tuple<void (*)(course::Account&, int), course::Account, int> >'
)") ==
      R"(account.hpp:6:27: error: std::thread arguments must be invocable after conversion to rvalues
|   std::thread t(add, to, n);
)");
}

TEST_CASE("a wrong signature is its sentence and nothing else") {
  CHECK(compiled("",
                 R"(In file included from /course/account_scenarios.cpp:1:
/build/include/course_test.hpp:133:30: error: static assertion failed: transfer must be bool(Account&, Account&, int)
/course/account_scenarios.cpp:4:1: note: in expansion of macro 'COURSE_SIGNATURE'
/course/account_scenarios.cpp: In function 'void course_scenario_0()':
/course/account_scenarios.cpp:5:98: error: too many arguments to function 'bool course::transfer(Account&, Account&)'
In file included from /course/account_scenarios.cpp:2:
./account.hpp:3:13: note: declared here
)") == "account.hpp:0:0: error: transfer must be bool(Account&, Account&, "
       "int)\n");
}

TEST_CASE("what the course says comes before what templates say") {
  CHECK(compiled("a\nb\nc\n",
                 R"(./account.hpp:3:5:   required from here
/usr/include/c++/12/bits/stl_map.h:9:1: error: no match for 'operator<'
./account.hpp: At global scope:
./account.hpp:1:1: error: 'a' does not name a type
/course/account_scenarios.cpp:12:15: error: static assertion failed: Account must be made from an int
)") == R"(account.hpp:1:1: error: 'a' does not name a type
| a
account.hpp:0:0: error: Account must be made from an int
account.hpp:3:5: error: no match for 'operator<'
| c
)");
}

TEST_CASE("a missing function is named once") {
  CHECK(compiled("",
                 R"(In file included from /course/account_scenarios.cpp:1:
/course/account_scenarios.cpp: In lambda function:
/course/account_scenarios.cpp:4:128: error: 'transfer' is not a member of 'course'
/build/include/course_test.hpp:132:47: note: in definition of macro 'COURSE_SIGNATURE'
/course/account_scenarios.cpp: At global scope:
/build/include/course_test.hpp:133:30: error: could not convert '<lambda closure object><lambda()>().<lambda()>()' from 'void' to 'bool'
/course/account_scenarios.cpp:4:1: note: in expansion of macro 'COURSE_SIGNATURE'
/course/account_scenarios.cpp: In function 'void course_scenario_0()':
/course/account_scenarios.cpp:5:90: error: 'transfer' is not a member of 'course'
)") == "account.hpp:0:0: error: 'transfer' is not a member of 'course'\n");
}

TEST_CASE("an error of the scenarios moves to the declaration it is about") {
  CHECK(compiled("a\nb\nc",
                 R"(/course/account_scenarios.cpp:5:98: error: no match
./account.hpp:3:13: note: declared here
/course/account_scenarios.cpp:7:9: error: 'Acount' was not declared
)") == "account.hpp:3:13: error: no match\n| c\n"
       "account_scenarios.cpp:7:9: error: 'Acount' was not declared (not in "
       "the submission)\n");
}

TEST_CASE("errors of the submission come first, at most five in all") {
  std::string output = "/course/account_scenarios.cpp:9:1: error: echo\n";
  std::string expected;
  for (int i = 1; i < 8; ++i) {
    const std::string number = std::to_string(i);
    output.append("./account.hpp:").append(number).append(":1: error: e\n");
    if (i <= 5)
      expected.append("account.hpp:").append(number).append(":1: error: e\n");
  }
  CHECK(compiled("", output) == expected);
}

TEST_CASE("warnings are shown if there is no error, those of others never") {
  const std::string warnings =
      "./account.hpp:1:1: warning: unused\n"
      "/usr/include/x.h:1:1: warning: deprecated\n";
  CHECK(compiled("", warnings) == "account.hpp:1:1: warning: unused\n");
  CHECK(compiled("", warnings + "./account.hpp:2:2: error: e\n") ==
        "account.hpp:2:2: error: e\n");
}

TEST_CASE("a missing header is an error of its line") {
  CHECK(compiled("#include \"nothere.hpp\"",
                 R"(In file included from /course/account_scenarios.cpp:2:
./account.hpp:1:10: fatal error: nothere.hpp: No such file or directory
compilation terminated.
)") == "account.hpp:1:10: error: nothere.hpp: No such file or directory\n"
       "| #include \"nothere.hpp\"\n");
}

TEST_CASE("what no compiler prints is read without harm") {
  for (const char* text :
       {"", "\n\n", ":", "::1", "a:1", "a:99999999999: error: x",
        "x.hpp:1:2: note: nothing before it", "In file included from",
        "a:1:   required"})
    CHECK(compiled("", text) == "");
}

TEST_CASE("link errors name the symbol, whatever linker says it") {
  const std::string undefined =
      "account.hpp:0:0: error: 'course::f(int)' is declared and used but "
      "never defined\n";
  CHECK(linked("mold: error: undefined symbol: course::f(int)\n"
               ">>> referenced by <artificial>\n") == undefined);
  CHECK(linked("ld.lld: error: undefined symbol: course::f(int)\n") ==
        undefined);
  CHECK(linked("a.cpp:3: error: undefined reference to 'course::f(int)'\n") ==
        undefined);
  CHECK(linked("/usr/bin/ld.bfd: /tmp/a.o: in function `main':\n"
               "a.cpp:(.text+0x5): undefined reference to `course::f(int)'\n"
               "a.cpp:(.text+0x9): undefined reference to `course::f(int)'\n"
               "collect2: error: ld returned 1 exit status\n") == undefined);

  const std::string twice =
      "account.hpp:0:0: error: 'main' is defined by the course already\n";
  CHECK(linked("mold: error: duplicate symbol: r.o: worker.o: main\n") ==
        twice);
  CHECK(linked("ld.lld: error: duplicate symbol: main\n") == twice);
  CHECK(linked("ld: r.o:(.text+0x0): multiple definition of `main'; "
               "worker.o:account.hpp:(.text+0x0): first defined here\n") ==
        twice);
  CHECK(linked("r.o: error: multiple definition of 'main'\n") == twice);
}
