// course demo: runs a program that a lesson talks about.
#include <fmt/core.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/demo_run.hpp"
#include "lesson/lessons.hpp"

namespace course::cli {
namespace {

int list(const std::vector<lesson::Lesson>& lessons) {
  for (const lesson::Lesson& lesson : lessons) {
    fmt::print("{}\n", lesson.name);
    for (const lesson::Demo& demo : lesson.demos)
      fmt::print("  {:20}  {}\n", demo.name, demo.source().string());
  }
  fmt::print("\nrun one:  ./course demo NAME\n");
  return passed;
}

int demo(Session& session, const std::string& name) {
  const auto lessons = lesson::find_lessons(session.root());
  if (name.empty()) return list(lessons);
  const std::string output =
      run_demo(session, lesson::find_demo(lessons, name));
  if (session.stopped()) return cancelled;
  fmt::print("{}", output);
  return passed;
}

}  // namespace

void add_demo(Command app, Session& session) {
  auto name = std::make_shared<std::string>();
  Command sub =
      app.subcommand("demo", "Run a program that a lesson talks about");
  sub.argument("name", name.get(), "The demo; without: the list of demos");
  sub.runs([&session, name] { return demo(session, *name); });
}

}  // namespace course::cli
