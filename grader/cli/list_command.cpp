// course list: the exercises, and which of them are solved.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.hpp"

namespace course::cli {
namespace {

int list(Session& session) {
  const content::Progress progress = content::load_progress(session.root());
  const content::Exercise* next = session.next_unsolved();
  const auto& exercises = session.course().exercises();
  std::size_t width = 0;
  for (const auto& exercise : exercises)
    width = std::max(width, exercise.name.size());
  std::string lesson;
  for (const content::Exercise& exercise : exercises) {
    if (exercise.lesson != lesson)
      fmt::print("{}{}\n", lesson.empty() ? "" : "\n", exercise.lesson);
    lesson = exercise.lesson;
    const char* state = progress.passed.contains(exercise.slug()) ? "done"
                        : &exercise == next                       ? "next"
                                                                  : "";
    fmt::print("  {:4}  {:{}}  {:7}  {}\n", state, exercise.name, width,
               exercise.kind, exercise.summary);
  }
  fmt::print(
      "\n{} of {} solved",
      exercises.size() -
          std::count_if(exercises.begin(), exercises.end(),
                        [&](const auto& exercise) {
                          return !progress.passed.contains(exercise.slug());
                        }),
      exercises.size());
  if (next)
    fmt::print("; next: {}, then ./course check {}\n",
               as_typed(next->folder() / "README.md").string(), next->name);
  else
    fmt::print("\n");
  return passed;
}

}  // namespace

void add_list(CLI::App& app, Session& session) {
  app.add_subcommand("list", "Show the exercises and which are solved")
      ->callback(
          [&session] { session.run = [&session] { return list(session); }; });
}

}  // namespace course::cli
