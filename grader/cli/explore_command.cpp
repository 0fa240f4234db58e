// course explore: any program with a main, under the same scheduler.
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

#include "cli/commands.hpp"
#include "cli/present.hpp"
#include "judge/program.hpp"
#include "protocol/error.hpp"
#include "protocol/faults.hpp"
#include "report/json_report.hpp"
#include "report/replay_text.hpp"
#include "report/source_lines.hpp"
#include "report/text_report.hpp"

namespace course::cli {
namespace {

using protocol::Verdict;

struct ExploreOptions {
  std::vector<std::string> files, faults;
  std::string strategy = "all", replay;
  std::uint32_t schedules = 0, steps = judge::default_step_limit;
  bool no_races = false, json = false;
  judge::Settings settings;
};

std::uint32_t faults_of(const std::vector<std::string>& names) {
  std::uint32_t all = 0;
  for (const std::string& name : names)
    all |= protocol::faults_from_name(name).value_or(0);
  return all;
}

// A quarter is sampled, three quarters follow the delays.
void spend(judge::Settings& settings, const ExploreOptions& options) {
  const std::string& strategy = options.strategy;
  if (options.schedules > 0) {
    settings.samples = std::max(options.schedules / 4, 1u);
    settings.phase1_budget = options.schedules - settings.samples;
  }
  const std::uint32_t all = settings.phase1_budget + settings.samples;
  if (strategy == "delays") {
    settings.phase1_budget = all;
    settings.samples = 0;
  } else if (strategy != "all") {
    settings.phase1_budget = 0;
    settings.samples = all;
    settings.sampling =
        strategy == "pct" ? protocol::Sampling::pct : protocol::Sampling::walk;
  }
}

std::string words(const std::vector<std::string>& list) {
  std::string text;
  for (const std::string& word : list) text += " " + shell_word(word);
  return text;
}

int status(Verdict v) { return v == Verdict::pass ? passed : not_passed; }

int explore(Session& session, const ExploreOptions& options) {
  sandbox::Program program;
  for (const std::string& file : options.files) program.files.push_back(file);
  program.arguments = session.rest;
  const report::FileSourceLines sources(sandbox::shown_files(program));
  judge::Terms terms;
  terms.faults = faults_of(options.faults);
  terms.step_limit = options.steps;
  if (options.no_races) terms.flags |= protocol::ignore_races;
  const std::string end =
      session.rest.empty() ? "" : " --" + words(session.rest);
  const std::string command = "./course explore" + words(options.files) +
                              (options.no_races ? " --no-races" : "") +
                              (options.steps == judge::default_step_limit
                                   ? ""
                                   : fmt::format(" --steps {}", options.steps));
  const judge::Assignment assignment =
      judge::program_assignment(program, terms, command + end);

  if (!options.replay.empty()) {
    const auto schedule = protocol::replay_from_string(options.replay);
    if (!schedule)
      throw protocol::CourseError("a replay string such as 1.b1-1f0c",
                                  "\"" + options.replay + "\"",
                                  "copy it from a report: " + command + end);
    const protocol::Failure failure =
        session.replay(assignment, *schedule, options.settings);
    if (session.stopped()) return cancelled;
    report::ReplayOptions text;
    text.width = width();
    text.color = session.color();
    fmt::print("{}", report::replay_text(failure, sources, text));
    return status(failure.verdict);
  }

  judge::Settings settings = options.settings;
  spend(settings, options);
  const protocol::CheckResult result = session.check(assignment, settings);
  if (session.stopped()) return cancelled;
  if (result.failure && !result.failure->replay.empty() &&
      !result.failure->replayed)
    throw protocol::CourseError(
        "a program that does the same under the same schedule",
        fmt::format("{}, which a second run did not repeat step by step",
                    protocol::name(result.verdict)),
        "see that it depends on nothing outside: files that it writes, other "
        "processes");
  if (options.json) {
    print(report::to_json(result, sources));
    return status(result.verdict);
  }
  report::TextOptions text;
  text.width = width();
  text.color = session.color();
  text.exercise = options.files.front();
  text.replay_command = command + " --replay ";
  text.replay_command_end = end;
  fmt::print("{}", report::text_report(result, sources, text));
  return status(result.verdict);
}

}  // namespace

void add_explore(Command app, Session& session) {
  auto options = std::make_shared<ExploreOptions>();
  Command sub = app.subcommand(
      "explore", "Run a program of your own under every schedule");
  sub.footer("What follows -- are the program's arguments.");
  sub.argument("file", &options->files, "C++ files, or C files (.c)")
      .required();
  sub.option("--schedules", &options->schedules,
             "Run at most so many (default: 12,000)")
      .between(1, 10'000'000);
  sub.option("--steps", &options->steps,
             "Synchronisation operations in a schedule; a longer one is "
             "too-slow (default: 20,000)")
      .between(100, 60'000);
  sub.option("--seed", &options->settings.seed,
             "Of the sampled schedules (default: 1)");
  sub.option("--strategy", &options->strategy,
             "all; delays, without samples; or samples only, by walk or "
             "pct")
      .one_of({"all", "delays", "walk", "pct"});
  std::vector<std::string> names = {"standard"};
  // A program has no callbacks of ours.
  for (const protocol::FaultInfo& f : protocol::faults)
    if (f.fault != protocol::fault_callback_throws) names.emplace_back(f.name);
  sub.option("--faults", &options->faults,
             "Let them happen: " + fmt::format("{}", fmt::join(names, ", ")))

      .separated_by(',')
      .one_of(names);
  sub.flag("--no-races", options->no_races, "Report no data races");
  sub.option("--replay", &options->replay,
             "Show this schedule, from a report, step by step");
  sub.flag("--json", options->json, "Report for machines");
  sub.flag(
      "--no-color", [&session] { session.no_color(); }, "Without colours");
  sub.runs([&session, options] { return explore(session, *options); });
}

}  // namespace course::cli
