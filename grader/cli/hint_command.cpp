// course hint: first the hint tied to the last verdict, once; then the three
// hints one by one. The last one stays.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "cli/commands.hpp"
#include "cli/pages.hpp"
#include "report/layout.hpp"

namespace course::cli {
namespace {

// Indented, and in lines that fit.
std::string indented(const std::string& text) {
  std::string lines;
  for (const std::string& line : report::wrap(text, width() - 2))
    lines += "  " + line + "\n";
  return lines;
}

using content::Exercise;
using content::Progress;

// "read lessons/02-locks, or ", if that lesson is part of this course.
std::string lesson_to_read(const Session& session, const std::string& place) {
  const auto file = session.root() / place.substr(0, place.find('#'));
  return std::filesystem::exists(file) ? fmt::format("read {}, or ", place)
                                       : std::string();
}

// Moves `progress` on and returns what to show.
std::string next_hint(const Exercise& exercise, Progress& progress) {
  Progress::Hints& hints = progress.hints[exercise.slug()];
  if (const auto last = progress.last.find(exercise.slug());
      last != progress.last.end() && hints.verdict != last->second)
    if (const auto tied = exercise.verdict_hints.find(last->second);
        tied != exercise.verdict_hints.end()) {
      hints.verdict = last->second;
      return fmt::format("{}, hint for {}\n\n{}", exercise.name,
                         protocol::name(last->second), indented(tied->second));
    }
  const int count = static_cast<int>(exercise.hints.size());
  hints.shown = std::clamp(hints.shown + 1, 1, count);
  return fmt::format("{}, hint {} of {}\n\n{}", exercise.name, hints.shown,
                     count, indented(exercise.hints[hints.shown - 1]));
}

}  // namespace

std::string hint_page(Session& session, const Exercise& exercise) {
  std::string text;
  int shown = 0;
  content::update_progress(session.root(), [&](Progress& progress) {
    text = next_hint(exercise, progress);
    shown = progress.hints[exercise.slug()].shown;
  });
  if (shown < static_cast<int>(exercise.hints.size()))
    return fmt::format("{}\none more:  ./course hint {}\n", text,
                       exercise.name);
  return fmt::format(
      "{}\nthat was the last one; {}compare with ./course solution {} "
      "--anyway\n",
      text, lesson_to_read(session, exercise.read), exercise.name);
}

namespace {

int hint(Session& session, const std::string& name) {
  const Exercise* exercise =
      name.empty() ? session.next_unsolved() : &session.course().find(name);
  if (!exercise) {
    fmt::print("All exercises are solved: no hint is needed.\n");
    return passed;
  }
  fmt::print("{}", hint_page(session, *exercise));
  return passed;
}

}  // namespace

void add_hint(Command app, Session& session) {
  auto name = std::make_shared<std::string>();
  Command sub = app.subcommand("hint", "Show the next hint");
  sub.argument("name", name.get(),
               "The exercise; without: the next unsolved one");
  sub.runs([&session, name] { return hint(session, *name); });
}

}  // namespace course::cli
