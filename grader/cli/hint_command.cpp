// course hint: first the hint tied to the last verdict, once; then the three
// hints one by one. The last one stays.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

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

// The one tied to the last verdict, if it has not been shown since.
const std::string* tied_hint(const Exercise& exercise,
                             const Progress::Hints& hints,
                             std::optional<protocol::Verdict> last) {
  if (!last || hints.verdict == last) return nullptr;
  const auto tied = exercise.verdict_hints.find(*last);
  return tied == exercise.verdict_hints.end() ? nullptr : &tied->second;
}

std::optional<protocol::Verdict> last_verdict(const Exercise& exercise,
                                              const Progress& progress) {
  const auto last = progress.last.find(exercise.slug());
  if (last == progress.last.end()) return std::nullopt;
  return last->second;
}

// Moves on and returns what to show.
std::string next_hint(const Exercise& exercise, Progress::Hints& hints,
                      std::optional<protocol::Verdict> last) {
  if (const std::string* tied = tied_hint(exercise, hints, last)) {
    hints.verdict = last;
    return fmt::format("{}, hint for {}\n\n{}", exercise.name,
                       protocol::name(*last), indented(*tied));
  }
  const int count = static_cast<int>(exercise.hints.size());
  hints.shown = std::clamp(hints.shown + 1, 1, count);
  return fmt::format("{}, hint {} of {}\n\n{}", exercise.name, hints.shown,
                     count, indented(exercise.hints[hints.shown - 1]));
}

// The hints are about threads; a compiler's message is no reason to use them
// up.
std::string compile_first(const Exercise& exercise) {
  return fmt::format(
      "{} does not compile yet, and the report says where\n\n"
      "how to read it:  ./course explain does-not-compile\n",
      exercise.name);
}

}  // namespace

HintPage hint_page(Session& session, const Exercise& exercise,
                   const std::string& how) {
  std::string text;
  int shown = 0;
  bool compiles = true, solved = false;
  content::update_progress(session.root(), [&](Progress& progress) {
    Progress::Hints& hints = progress.hints[exercise.slug()];
    const auto last = last_verdict(exercise, progress);
    solved = last == protocol::Verdict::pass;
    compiles = last != protocol::Verdict::does_not_compile ||
               tied_hint(exercise, hints, last) != nullptr;
    if (compiles) text = next_hint(exercise, hints, last);
    shown = hints.shown;
  });
  if (!compiles) return {compile_first(exercise)};
  if (solved) return {text};
  if (shown < static_cast<int>(exercise.hints.size()))
    return {fmt::format("{}\none more:  {}\n", text, how), true};
  return {fmt::format(
      "{}\nthat was the last one; {}compare with ./course solution {} "
      "--anyway\n",
      text, lesson_to_read(session, exercise.read), exercise.name)};
}

namespace {

int hint(Session& session, const std::string& name) {
  const Exercise* exercise =
      name.empty() ? session.next_unsolved() : &session.course().find(name);
  if (!exercise) {
    fmt::print("All exercises are solved: no hint is needed.\n");
    return passed;
  }
  fmt::print(
      "{}",
      hint_page(session, *exercise, "./course hint " + exercise->name).text);
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
