// course read: a lesson, a section of it, or a task, in the terminal.
#include <fmt/core.h>
#include <stdio.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "cli/commands.hpp"
#include "cli/pages.hpp"
#include "lesson/files.hpp"
#include "lesson/lessons.hpp"
#include "markdown/outline.hpp"
#include "markdown/terminal.hpp"
#include "protocol/error.hpp"
#include "sandbox/toolchain.hpp"

namespace course::cli {
namespace {

using lesson::Lesson;
using protocol::CourseError;

markdown::TerminalOptions layout(const Session& session) {
  return {std::min<std::size_t>(width(), 92), session.color()};
}

// In the user's pager if this is a terminal.
void show(const std::string& page) {
  if (isatty(STDOUT_FILENO)) {
    const char* pager = std::getenv("PAGER");
    const bool less = !sandbox::find_program("less").empty();
    const std::string command = pager && *pager ? pager : less ? "less -R" : "";
    if (FILE* pipe = command.empty() ? nullptr : popen(command.c_str(), "w")) {
      fputs(page.c_str(), pipe);
      if (pclose(pipe) == 0) return;
    }
  }
  fmt::print("{}", page);
}

// Each lesson with its title and how many of its exercises are solved.
int overview(Session& session) {
  const content::Progress progress = content::load_progress(session.root());
  for (const Lesson& lesson : lesson::find_lessons(session.root())) {
    int all = 0, solved = 0;
    for (const content::Exercise& exercise : session.course().exercises())
      if (exercise.lesson == lesson.name) {
        ++all;
        solved += progress.passed.contains(exercise.slug());
      }
    fmt::print("  {:14}  {} of {} exercises solved\n", lesson.name, solved,
               all);
  }
  fmt::print(
      "\nread one:  ./course read 01-threads, or lessons/01-threads/README.md "
      "on a web page\n");
  return passed;
}

// `place`: a lesson or an exercise, with a section behind a '#' or without.
int read(Session& session, const std::string& place) {
  if (place.empty()) return overview(session);
  const auto hash = place.find('#');
  const std::string name = place.substr(0, hash);
  for (const content::Exercise& exercise : session.course().exercises())
    if (name == exercise.name || name == exercise.slug()) {
      show(task_page(session, exercise));
      return passed;
    }
  const auto lessons = lesson::find_lessons(session.root());
  const Lesson& lesson = lesson::find_lesson(lessons, name);
  const std::string text = lesson::read_file(session.root() / lesson.text());
  const std::string section = hash == place.npos ? "" : place.substr(hash + 1);
  const std::string page =
      markdown::to_terminal(text, layout(session), section);
  if (page.empty()) {
    std::string anchors;
    for (const auto& heading : markdown::outline(text).headings)
      if (heading.level > 1) anchors += " #" + heading.anchor;
    throw CourseError("a section of " + lesson.name, "#" + section,
                      "take one of:" + anchors);
  }
  show(page);
  return passed;
}

}  // namespace

std::string task_page(const Session& session,
                      const content::Exercise& exercise) {
  return markdown::to_terminal(
      lesson::read_file(exercise.folder() / "README.md"), layout(session));
}

void add_read(Command app, Session& session) {
  auto place = std::make_shared<std::string>();
  Command sub = app.subcommand("read", "Read a lesson or a task");
  sub.argument("place", place.get(),
               "A lesson, a section of it (02-locks#data-race) or an "
               "exercise; without: the list of lessons");
  sub.runs([&session, place] { return read(session, *place); });
}

}  // namespace course::cli
