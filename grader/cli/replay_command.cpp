// course replay: one schedule again, step by step.
#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "cli/commands.hpp"
#include "cli/present.hpp"
#include "cli/submissions.hpp"
#include "lesson/files.hpp"
#include "protocol/error.hpp"

namespace course::cli {
namespace {

struct ReplayOptions {
  std::string name, replay, file;
};

// Of the student's own file.
std::string last_failure(const Session& session,
                         const content::Exercise& exercise) {
  const content::Progress progress = content::load_progress(session.root());
  const auto found = progress.replay.find(exercise.slug());
  if (found == progress.replay.end())
    throw protocol::CourseError(
        "a schedule to replay",
        "no failing one in the last check of " + exercise.name,
        "./course check " + exercise.name +
            ", or name one from a report: ./course replay " + exercise.name +
            " 2.b1-1f0c");
  return found->second;
}

bool untouched(const content::Exercise& exercise) {
  std::error_code none;
  return std::filesystem::exists(exercise.starter(), none) &&
         lesson::read_file(exercise.submission()) ==
             lesson::read_file(exercise.starter());
}

int replay(Session& session, const ReplayOptions& options) {
  const Submission submission =
      find_submissions(session, {session.course().find(options.name).slug()},
                       options.file, "")
          .front();
  const std::string string = options.replay.empty()
                                 ? last_failure(session, *submission.exercise)
                                 : options.replay;
  const auto schedule = protocol::replay_from_string(string);
  if (!schedule)
    throw protocol::CourseError(
        "a replay string such as 2.b1-1f0c", "\"" + string + "\"",
        "copy it from a report: ./course check " + submission.exercise->name);
  if (submission.students_own && untouched(*submission.exercise))
    throw protocol::CourseError(
        "a program that the schedule belongs to",
        submission.file.string() + ", the untouched starter",
        "put back the file that it was found in, or name that: --file FILE");
  const protocol::Failure failure =
      session.replay(*submission.exercise, submission.file, *schedule, {});
  if (session.stopped()) return cancelled;
  fmt::print("{}", text(session, submission, failure));
  return failure.verdict == protocol::Verdict::pass ? passed : not_passed;
}

}  // namespace

void add_replay(Command app, Session& session) {
  auto options = std::make_shared<ReplayOptions>();
  Command sub = app.subcommand("replay", "Show one schedule step by step");
  sub.argument("name", &options->name, "The exercise").required();
  sub.argument("schedule", &options->replay,
               "From a report: 2.b1-1f0c; without: the last failure");
  sub.option("--file", &options->file, "Run this file instead of yours");
  sub.flag(
      "--no-color", [&session] { session.no_color(); }, "Without colours");
  sub.runs([&session, options] { return replay(session, *options); });
}

}  // namespace course::cli
