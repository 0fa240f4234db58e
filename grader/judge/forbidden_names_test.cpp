#include "judge/forbidden_names.hpp"

#include <doctest/doctest.h>

namespace course::judge {
namespace {

// "std::barrier in line 3", or "" if neither name stands in the text.
std::string found(std::string_view text) {
  const auto use = first_use(text, {"std::barrier", "std::latch", "detach"});
  return use ? use->name + " in line " + std::to_string(use->line) : "";
}

}  // namespace

TEST_CASE("a name that is ruled out is found with its line") {
  CHECK(found("#include <barrier>\n\nstd::barrier<> b{2};\n") ==
        "std::barrier in line 3");
  CHECK(found("using std::latch;") == "std::latch in line 1");
  CHECK(found("new ::std::barrier<>(2)") == "std::barrier in line 1");
  CHECK(found("auto t = std::barrier<F>::arrival_token{};") ==
        "std::barrier in line 1");
  CHECK(found("\n worker.detach();") == "detach in line 2");
}

TEST_CASE("of several uses the first is named") {
  CHECK(found("std::latch a;\nstd::barrier<> b;") == "std::latch in line 1");
  CHECK(found("std::barrier<> b;\nstd::latch a;") == "std::barrier in line 1");
}

TEST_CASE("white space and comments may stand between the parts of a name") {
  CHECK(found("std ::\n  barrier<> b;") == "std::barrier in line 1");
  CHECK(found("std::/* not\n mine */barrier<> b;") == "std::barrier in line 1");
}

TEST_CASE("a name is found as a whole only") {
  CHECK(found("std::barrier_like b; my_std::barrier c; std::latches d;") == "");
  CHECK(found("Barrier barrier; int latch; std::vector<latch_t> v;") == "");
  CHECK(found("#include <barrier>\n#include <latch>\n") == "");
  CHECK(found("std:barrier; std::mutex barrier;") == "");
  CHECK(found("") == "");
}

TEST_CASE("names of headers are not looked into") {
  CHECK(found("#include <sys/detach.h>\n# include <detach>") == "");
  CHECK(found("#include <detach>\n\nf<detach>();") == "detach in line 3");
  CHECK(found("#include <never ends\ndetach") == "detach in line 2");
  CHECK(found("include <detach>") == "detach in line 1");
}

TEST_CASE("a header can be ruled out") {
  const auto line = [](std::string_view text) {
    const auto use = first_use(text, {"#include <barrier>"});
    return use ? use->line : 0;
  };
  CHECK(line("#pragma once\n# include<barrier>\n") == 2);
  CHECK(line("#include <mutex>\n#include \"barrier\"\n") == 2);
  CHECK(line("f(\"barrier\");\n#include \"mutex\"\n") == 0);
  CHECK(line("#include <mutex>\n#include <barriers>\n") == 0);
  CHECK(line("#include <sys/barrier>\n") == 0);
}

TEST_CASE("comments are not looked into") {
  CHECK(found("// no std::barrier, no std::latch\nint x;") == "");
  CHECK(found("/* std::barrier\n std::latch */ int x; // detach") == "");
  CHECK(found("// goes on \\\n std::barrier\nstd::latch l;") ==
        "std::latch in line 3");
  CHECK(found("/* never ends std::barrier") == "");
}

TEST_CASE("strings and characters are not looked into") {
  CHECK(found("f(\"std::barrier\", \"\\\" std::latch\");") == "");
  CHECK(found("f(R\"(\" std::barrier)\", u8R\"x()\" std::latch)x\");") == "");
  CHECK(found("char c = '\"'; std::latch l; char d = '\"';") ==
        "std::latch in line 1");
  CHECK(found("char c = '\\''; std::latch l;") == "std::latch in line 1");
  CHECK(found("R\"(\n\n)\" std::latch") == "std::latch in line 3");
  CHECK(found("R\"no parenthesis std::latch") == "");
}

TEST_CASE("a quote inside a number, or in a directive, opens nothing") {
  CHECK(found("int n = 1'000; std::latch l; int m = 1'0;") ==
        "std::latch in line 1");
  CHECK(found("#error don't\nstd::latch l;") == "std::latch in line 2");
}

}  // namespace course::judge
