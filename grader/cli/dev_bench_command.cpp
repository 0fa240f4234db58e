// course dev bench: what the grader costs on this machine, beside what it may
// cost. Ratios and rates only: no second means the same everywhere.
#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <thread>

#include "bench/suite.hpp"
#include "cli/commands.hpp"
#include "cli/present.hpp"

namespace course::cli {
namespace {

namespace fs = std::filesystem;
using content::Exercise;

struct DevBenchOptions {
  std::vector<std::string> names;
  bool json = false, quick = false, rates = false, watch = false;
};

// The front door if this is the program behind it, else this program itself.
std::vector<std::string> course_program(const fs::path& root) {
  const fs::path self = fs::read_symlink("/proc/self/exe");
  std::error_code none;  // there is no such build
  const bool behind_the_door =
      fs::equivalent(self, root / "build/release/grader/cli/course", none);
  return {(behind_the_door ? root / "course" : self).string()};
}

std::vector<const Exercise*> chosen(Session& session,
                                    const std::vector<std::string>& names) {
  std::vector<const Exercise*> exercises;
  for (const std::string& name : names)
    for (const Exercise* exercise : session.course().select(name))
      exercises.push_back(exercise);
  if (names.empty())
    for (const Exercise& exercise : session.course().exercises())
      exercises.push_back(&exercise);
  return exercises;
}

double load() {
  double average = 0;
  getloadavg(&average, 1);
  return average;
}

int dev_bench(Session& session, const DevBenchOptions& options) {
  const double load_before = load();
  bench::Suite suite(session.course(),
                     {.program = course_program(session.root()),
                      .quick = options.quick,
                      .stopped = [&] { return session.stopped(); },
                      .progress = progress});
  const auto exercises = chosen(session, options.names);
  for (const Exercise* exercise : exercises) {
    if (options.watch)
      suite.watch(*exercise);
    else if (!options.rates)
      suite.measure(*exercise);
    if (session.stopped()) return cancelled;
  }
  for (const bench::RateCase& rate_case : bench::rate_cases()) {
    if (options.watch) break;
    const auto measured = [&](const Exercise* exercise) {
      return exercise->slug() == rate_case.subject;
    };
    if (rate_case.scenario.empty() ||
        std::any_of(exercises.begin(), exercises.end(), measured))
      suite.measure(rate_case);
    if (session.stopped()) return cancelled;
  }
  progress("");

  const auto surprises = suite.surprises();
  const unsigned processors = std::thread::hardware_concurrency();
  if (options.json) {
    print({{"processors", processors},
           {"load_before", load_before},
           {"load_after", load()},
           {"not_as_declared", surprises},
           {"figures", bench::to_json(suite.figures())}});
  } else {
    fmt::print("{}\n{} processors; load {:.1f} before and {:.1f} after\n",
               bench::table(suite.figures()), processors, load_before, load());
    for (const std::string& label : surprises)
      fmt::print("{} does not get the verdict that it declares\n", label);
  }
  return surprises.empty() ? passed : not_passed;
}

}  // namespace

void add_dev_bench(Command dev, Session& session) {
  auto options = std::make_shared<DevBenchOptions>();
  Command sub = dev.subcommand(
      "bench", "Measure what the grader costs, beside what it may cost");
  sub.argument("name", &options->names,
               "Exercises or lessons; without: all of them");
  sub.flag("--rates", options->rates, "Only schedules a second");
  sub.flag("--watch", options->watch,
           "Only the waits in the watch, from save to verdict");
  sub.flag("--quick", options->quick, "One wrong solution in six");
  sub.flag("--json", options->json, "Figures for machines");
  sub.runs([&session, options] { return dev_bench(session, *options); });
}

}  // namespace course::cli
