// course list: the exercises, and which of them are solved.
#include <fmt/core.h>

#include <algorithm>

#include "cli/commands.hpp"
#include "cli/pages.hpp"

namespace course::cli {

std::string list_page(Session& session) {
  const content::Progress progress = content::load_progress(session.root());
  const content::Exercise* next = session.next_unsolved();
  const auto& exercises = session.course().exercises();
  std::size_t width = 0;
  for (const auto& exercise : exercises)
    width = std::max(width, exercise.name.size());
  std::string lesson, page;
  for (const content::Exercise& exercise : exercises) {
    if (exercise.lesson != lesson)
      page +=
          fmt::format("{}{}\n", lesson.empty() ? "" : "\n", exercise.lesson);
    lesson = exercise.lesson;
    const char* state = progress.passed.contains(exercise.slug()) ? "done"
                        : &exercise == next                       ? "next"
                                                                  : "";
    page += fmt::format("  {:4}  {:{}}  {:7}  {}\n", state, exercise.name,
                        width, exercise.kind, exercise.summary);
  }
  page += fmt::format(
      "\n{} of {} solved",
      exercises.size() -
          std::count_if(exercises.begin(), exercises.end(),
                        [&](const auto& exercise) {
                          return !progress.passed.contains(exercise.slug());
                        }),
      exercises.size());
  if (next)
    page += fmt::format("; next: {}, then ./course check {}\n",
                        as_typed(next->folder() / "README.md").string(),
                        next->name);
  else
    page += "\n";
  return page;
}

void add_list(Command app, Session& session) {
  Command sub =
      app.subcommand("list", "Show the exercises and which are solved");
  sub.runs([&session] {
    fmt::print("{}", list_page(session));
    return passed;
  });
}

}  // namespace course::cli
