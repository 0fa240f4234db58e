#include "doctor/check.hpp"

#include <doctest/doctest.h>

using namespace course::doctor;

namespace {

const Check good{.name = "kernel", .found = "Linux 6.1"};
const Check warning{.name = "disk",
                    .state = State::warning,
                    .found = "little",
                    .do_this = "free some space"};
const Check failure{.name = "compiler",
                    .state = State::failure,
                    .found = "none",
                    .do_this = "install g++",
                    .details = {{"path", ""}}};

}  // namespace

TEST_CASE("only a failure makes a machine unusable") {
  CHECK(usable({}));
  CHECK(usable({good, warning}));
  CHECK_FALSE(usable({good, failure, warning}));
}

TEST_CASE("a check is a line, and below it what to do") {
  CHECK(text(good, false) == "✓ kernel       Linux 6.1\n");
  CHECK(text(warning, false) ==
        "! disk         little\n"
        "               do: free some space\n");
  CHECK(text(failure, true).starts_with("\033[31m✗\033[0m compiler "));
}

TEST_CASE("the last line names what stands out") {
  CHECK(summary({good}) == "All is well.\n");
  CHECK(summary({good, warning}) == "The course can be used; see disk.\n");
  CHECK(summary({failure, warning, failure}) ==
        "The course cannot be used yet: see compiler, compiler.\n");
}

TEST_CASE("for machines every check has a name, a state and what was found") {
  CHECK(to_json({good, failure}).dump() ==
        R"({"usable":false,"checks":[)"
        R"({"name":"kernel","state":"good","found":"Linux 6.1"},)"
        R"({"name":"compiler","state":"failure","found":"none",)"
        R"("do":"install g++","details":{"path":""}}]})");
}
