#include "cli/present.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>

#include "report/json_report.hpp"
#include "report/replay_text.hpp"
#include "report/source_lines.hpp"
#include "report/text_report.hpp"

namespace course::cli {
namespace {

using content::Exercise;

report::FileSourceLines sources(const Submission& submission) {
  return {submission.exercise->file, submission.file,
          submission.exercise->scenarios()};
}

bool hint_left(const Exercise& exercise, const content::Progress& progress,
               protocol::Verdict verdict) {
  const auto found = progress.hints.find(exercise.slug());
  if (found == progress.hints.end()) return true;
  const content::Progress::Hints& hints = found->second;
  return hints.shown < static_cast<int>(exercise.hints.size()) ||
         (hints.verdict != verdict && exercise.verdict_hints.contains(verdict));
}

// What the exercise names for this verdict, else the section on the verdict,
// else what the exercise says to read; nothing of what is not in this course. A
// wrong result may be anything: the exercise's own section tells more of it.
std::string to_read(const Session& session, const Exercise& exercise,
                    protocol::Verdict verdict) {
  std::vector<std::string> places{"lessons/" + report::lesson_section(verdict),
                                  exercise.read};
  if (verdict == protocol::Verdict::wrong_result) std::ranges::reverse(places);
  if (const auto own = exercise.verdict_read.find(verdict);
      own != exercise.verdict_read.end())
    places.insert(places.begin(), own->second);
  for (const std::string& place : places)
    if (std::filesystem::exists(session.root() /
                                place.substr(0, place.find('#'))))
      return place;
  return "";
}

report::TextOptions options_for(const Session& session,
                                const Submission& submission,
                                const protocol::CheckResult& result) {
  const Exercise& exercise = *submission.exercise;
  const content::Progress progress = content::load_progress(session.root());
  report::TextOptions options;
  options.width = width();
  options.color = session.color();
  options.exercise = exercise.name;
  options.lesson = to_read(session, exercise, result.verdict);
  if (!submission.students_own)
    options.replay_options = " --file " + shell_word(result.file);
  options.next_hint = hint_left(exercise, progress, result.verdict);
  if (const auto last = progress.last.find(exercise.slug());
      submission.students_own && last != progress.last.end())
    options.previous = last->second;
  return options;
}

}  // namespace

std::string shell_word(const std::string& path) {
  constexpr std::string_view plain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-+,";
  if (path.find_first_not_of(plain) == std::string::npos) return path;
  std::string quoted = "'";
  for (const char c : path) quoted += c == '\'' ? "'\\''" : std::string(1, c);
  return quoted + "'";
}

std::string text(Session& session, const Submission& submission,
                 const protocol::CheckResult& result) {
  return report::text_report(result, sources(submission),
                             options_for(session, submission, result));
}

std::string text_so_far(Session& session, const Submission& submission,
                        const protocol::CheckResult& result) {
  return report::report_so_far(result, sources(submission),
                               options_for(session, submission, result));
}

std::string text(Session& session, const Submission& submission,
                 const protocol::Failure& failure) {
  report::ReplayOptions options;
  options.width = width();
  options.color = session.color();
  return report::replay_text(failure, sources(submission), options);
}

nlohmann::ordered_json json(const Submission& submission,
                            const protocol::CheckResult& result) {
  return report::to_json(result, sources(submission));
}

void progress(const std::string& what) {
  if (isatty(STDERR_FILENO)) fmt::print(stderr, "\r\033[K{}", what);
}

void print(const nlohmann::ordered_json& document) {
  using Handler = nlohmann::ordered_json::error_handler_t;
  fmt::print("{}\n", document.dump(2, ' ', false, Handler::replace));
}

}  // namespace course::cli
