#include "judge/program.hpp"

#include "judge/testing.hpp"

namespace course::judge {
namespace {

constexpr const char* suite = "explore";
constexpr const char* test = "the program";

}  // namespace

Assignment program_assignment(sandbox::Program program, Terms terms,
                              std::string again) {
  Assignment a;
  a.exercise = suite;
  a.submission = program.files.front();
  a.header = a.submission.filename();
  a.program = std::move(program);
  a.terms = terms;
  a.again = std::move(again);
  a.steps = {{test, {test}}};
  return a;
}

}  // namespace course::judge

TEST_SUITE("explore") {
  TEST_CASE("the program") {
    auto runs = explore("main");
    CHECK(runs.only("exit status", "the exit status", {{0}}));
  }
}
