// course check: grades and reports, one exercise or many.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "cli/commands.hpp"
#include "cli/present.hpp"
#include "cli/submissions.hpp"
#include "protocol/error.hpp"

namespace course::cli {
namespace {

using protocol::CheckResult;
using protocol::Verdict;

struct CheckOptions {
  std::vector<std::string> names;
  std::string file, from;
  bool json = false;
  judge::Settings settings;
};

std::string summary(const std::vector<CheckResult>& results) {
  std::string line;
  std::size_t passes = 0;
  for (const CheckResult& result : results) {
    if (result.verdict == Verdict::pass)
      ++passes;
    else
      line += fmt::format("{} {}: {}", line.empty() ? ";" : ",",
                          result.exercise, protocol::name(result.verdict));
  }
  return fmt::format("{} of {} pass{}", passes, results.size(), line);
}

// On a terminal, while the check goes on.
void show_steps(const CheckResult& so_far) {
  progress(fmt::format(
      "{}: {} of {} steps so far", so_far.exercise,
      std::ranges::count_if(so_far.steps, &protocol::StepResult::passed),
      so_far.steps.size()));
}

int check(Session& session, const CheckOptions& options) {
  const auto submissions =
      find_submissions(session, options.names, options.file, options.from);
  if (submissions.empty()) {
    fmt::print("All exercises are solved. Check one again by its name.\n");
    return passed;
  }
  std::vector<CheckResult> results;
  auto documents = nlohmann::ordered_json::array();
  judge::Settings settings = options.settings;
  settings.on_news = show_steps;
  for (const Submission& submission : submissions) {
    CheckResult result =
        session.check(*submission.exercise, submission.file, settings);
    progress("");
    if (session.stopped()) return cancelled;
    if (options.json)
      documents.push_back(json(submission, result));
    else
      fmt::print("{}{}", results.empty() ? "" : "\n",
                 text(session, submission, result));
    std::fflush(stdout);  // the next one may take a while
    if (submission.students_own) session.remember(*submission.exercise, result);
    results.push_back(std::move(result));
  }
  if (options.json)
    print(documents.size() == 1 ? documents.front() : documents);
  else if (results.size() > 1)
    fmt::print("\n{}\n", summary(results));
  const bool all_pass = std::all_of(
      results.begin(), results.end(),
      [](const CheckResult& r) { return r.verdict == Verdict::pass; });
  return all_pass ? passed : not_passed;
}

}  // namespace

void add_check(Command app, Session& session) {
  auto options = std::make_shared<CheckOptions>();
  Command sub = app.subcommand("check", "Grade exercises now");
  sub.argument("name", &options->names,
               "Exercises or lessons; without: the next unsolved exercise");
  const Argument file =
      sub.option("--file", &options->file, "Grade this file instead of yours");
  sub.option("--from", &options->from,
             "Grade the files in this folder instead of yours")
      .excludes(file);
  sub.flag("--json", options->json,
           "Report for machines: an object, or an array of several");
  sub.flag(
      "--no-color", [&session] { session.no_color(); }, "Without colours");
  sub.option("--seed", &options->settings.seed, "").hidden();
  sub.runs([&session, options] { return check(session, *options); });
}

}  // namespace course::cli
