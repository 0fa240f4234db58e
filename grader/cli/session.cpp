#include "cli/session.hpp"

#include <fmt/core.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "protocol/error.hpp"
#include "sandbox/toolchain.hpp"

namespace course::cli {
namespace {

namespace fs = std::filesystem;

// See no-color.org: any value but the empty one.
bool wants_color() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  return isatty(STDOUT_FILENO) && !(no_color && *no_color) &&
         !(term && std::strcmp(term, "dumb") == 0);
}

}  // namespace

Session::Session(fs::path root, const std::atomic<bool>& cancel)
    : root_(std::move(root)), cancel_(cancel), color_(wants_color()) {}

const content::Course& Session::course() {
  if (!course_) course_.emplace(root_);
  return *course_;
}

judge::Judge& Session::judge() {
  if (!judge_)
    judge_.emplace(toolchain ? *toolchain : sandbox::default_toolchain());
  return *judge_;
}

const content::Exercise* Session::next_unsolved() {
  const content::Progress progress = content::load_progress(root_);
  const content::Exercise* first = nullptr;
  for (const content::Exercise& exercise : course().exercises()) {
    if (progress.passed.contains(exercise.slug())) continue;
    if (exercise.slug() == progress.current) return &exercise;
    if (!first) first = &exercise;
  }
  return first;
}

protocol::CheckResult Session::check(const content::Exercise& exercise,
                                     const fs::path& submission,
                                     judge::Settings settings) {
  return check(assignment(exercise, submission), settings);
}

protocol::Failure Session::replay(const content::Exercise& exercise,
                                  const fs::path& submission,
                                  const protocol::Replay& replay,
                                  judge::Settings settings) {
  return this->replay(assignment(exercise, submission), replay, settings);
}

protocol::CheckResult Session::check(judge::Assignment program,
                                     judge::Settings settings) {
  if (!settings.cancel) settings.cancel = &cancel_;
  program.terms.flags |= extra_flags;
  return judge().check(program, settings);
}

protocol::Failure Session::replay(judge::Assignment program,
                                  const protocol::Replay& replay,
                                  judge::Settings settings) {
  if (!settings.cancel) settings.cancel = &cancel_;
  program.terms.flags |= extra_flags;
  return judge().replay(program, replay, settings);
}

std::string Session::output(const judge::Assignment& program) {
  judge::Settings settings;
  settings.cancel = &cancel_;
  return judge().output(program, settings);
}

void Session::remember(const content::Exercise& exercise,
                       const protocol::CheckResult& result) {
  try {
    content::update_progress(root_, [&](content::Progress& progress) {
      const std::string slug = exercise.slug();
      progress.last[slug] = result.verdict;
      progress.current = slug;
      if (result.verdict == protocol::Verdict::pass)
        progress.passed.insert(slug);
      if (result.failure && !result.failure->replay.empty())
        progress.replay[slug] = result.failure->replay;
      else
        progress.replay.erase(slug);
    });
  } catch (const protocol::CourseError& error) {
    fmt::print(stderr, "your progress is not kept: {}: {}\n", error.what(),
               error.found);
  }
}

judge::Assignment assignment(const content::Exercise& exercise,
                             const fs::path& submission) {
  judge::Assignment result;
  result.exercise = exercise.slug();
  result.submission = submission;
  result.header = exercise.file;
  result.scenarios = exercise.scenarios();
  result.terms.flags |= exercise.waiting;
  result.again = "./course check " + exercise.name;
  result.forbidden = exercise.forbidden;
  for (const content::Step& step : exercise.steps)
    result.steps.push_back({step.title, step.tests});
  return result;
}

TerminalSize terminal_size() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
    return {};
  return {size.ws_col, size.ws_row};
}

std::size_t width() {
  return std::clamp<std::size_t>(terminal_size().columns, 60, 120);
}

fs::path as_typed(const fs::path& path) {
  std::error_code none;  // no current folder: the path stays as it is
  const fs::path near = fs::proximate(path, none);
  if (none || near.empty() || *near.begin() == "..") return path;
  return near;
}

}  // namespace course::cli
