// Whole reports against golden/*.txt. `./course dev approve` rewrites those
// files, by COURSE_APPROVE=1 and another COURSE_GOLDEN_DIRECTORY; the
// difference is reviewed like code.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "report/fixtures.hpp"
#include "report/layout.hpp"
#include "report/replay_text.hpp"
#include "report/step_selection.hpp"
#include "report/text_report.hpp"

using namespace course::report;

namespace {

std::string golden_path(const std::string& name) {
  const char* elsewhere = std::getenv("COURSE_GOLDEN_DIRECTORY");
  return std::string(elsewhere ? elsewhere : COURSE_GOLDEN_DIRECTORY) + "/" +
         name + ".txt";
}

void check_golden(const std::string& name, const std::string& text) {
  if (std::getenv("COURSE_APPROVE") != nullptr)
    std::ofstream(golden_path(name)) << text;
  std::ifstream in(golden_path(name));
  const std::string approved{std::istreambuf_iterator<char>(in), {}};
  INFO("golden file: ", name);
  CHECK(text == approved);
}

std::size_t widest(const std::string& text) {
  std::istringstream in(text);
  std::size_t most = 0;
  for (std::string line; std::getline(in, line);)
    most = std::max(most, columns(line));
  return most;
}

}  // namespace

TEST_CASE("every report is the approved one, short and narrow enough") {
  for (const fixtures::Fixture& f : fixtures::all()) {
    const MemorySourceLines sources(f.sources);
    const std::string text = text_report(f.result, sources, f.options);
    check_golden(f.name, text);
    INFO(f.name);
    CHECK(std::ranges::count(text, '\n') <=
          static_cast<long>(most_report_lines));
    CHECK(widest(text) <= f.options.width);
    if (f.result.failure)
      CHECK(select_rows(*f.result.failure).size() <= most_rows);
  }
}

TEST_CASE("of a check that goes on: the steps that pass, then the verdict") {
  for (fixtures::Fixture& f : fixtures::all()) {
    if (f.name != "race_one_lock") continue;
    f.result.failure.reset();
    const MemorySourceLines sources(f.sources);
    CHECK(
        report_so_far(f.result, sources, f.options).starts_with("data-race: "));
    f.result.verdict = course::protocol::Verdict::pass;
    f.result.steps[1].tests[0].state = course::protocol::TestState::not_run;
    CHECK(report_so_far(f.result, sources, f.options) ==
          "account: 1 of 3 steps so far\n\n"
          "  ✓ one account\n  · transfers\n  · statements\n\n");
    return;
  }
  FAIL("there is no such fixture");
}

TEST_CASE("every report fits 60 columns") {
  for (fixtures::Fixture& f : fixtures::all()) {
    f.options.width = 60;
    f.options.next_hint = false;
    f.options.lesson.clear();
    const std::string text =
        text_report(f.result, MemorySourceLines(f.sources), f.options);
    INFO(text);
    CHECK(widest(text) <= 60);
  }
}

TEST_CASE("colour changes nothing but colour") {
  for (fixtures::Fixture& f : fixtures::all()) {
    const MemorySourceLines sources(f.sources);
    const std::string plain = text_report(f.result, sources, f.options);
    CHECK(plain.find('\033') == std::string::npos);
    f.options.color = true;
    std::string text = text_report(f.result, sources, f.options);
    CHECK(text.find('\033') != std::string::npos);
    for (auto at = text.find('\033'); at != std::string::npos;
         at = text.find('\033'))
      text.erase(at, text.find('m', at) - at + 1);
    CHECK(text == plain);
  }
}

TEST_CASE("a replay shows every step, within 100 columns") {
  for (const fixtures::Fixture& f : fixtures::all()) {
    if (!f.result.failure) continue;
    const std::string text =
        replay_text(*f.result.failure, MemorySourceLines(f.sources));
    CHECK(widest(text) <= 100);
    CHECK(static_cast<std::size_t>(std::ranges::count(text, '\n')) >=
          f.result.failure->trace.steps.size());
    if (f.name == "deadlock_circle" || f.name == "lost_wakeup")
      check_golden("replay_" + f.name, text);
  }
}

TEST_CASE("a submission cannot send control characters to the terminal") {
  fixtures::Fixture f = fixtures::deadlocks().front();
  f.result.failure->output = "\033[2J";
  f.sources["account.hpp"] = fixtures::lines({{14, "a(\033[31m);"}});
  const std::string text =
      text_report(f.result, MemorySourceLines(f.sources), f.options);
  CHECK(text.find('\033') == std::string::npos);
}
