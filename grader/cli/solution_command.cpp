// course solution: a solution to compare with, once there is one to compare.
#include <fmt/core.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "cli/commands.hpp"
#include "cli/pages.hpp"
#include "protocol/error.hpp"

namespace course::cli {

std::string solution_page(const content::Exercise& exercise) {
  std::ifstream file(exercise.solution());
  if (!file)
    throw protocol::CourseError(
        "the solution of " + exercise.name,
        "no readable file " + as_typed(exercise.solution()).string(),
        "put it back, for example with git checkout solutions");
  return fmt::format("// {}\n\n{}", as_typed(exercise.solution()).string(),
                     std::string(std::istreambuf_iterator<char>(file), {}));
}

namespace {

int solution(Session& session, const std::string& name, bool anyway) {
  const content::Exercise& exercise = session.course().find(name);
  const content::Progress progress = content::load_progress(session.root());
  if (!anyway && !progress.passed.contains(exercise.slug()))
    throw protocol::CourseError(
        "a pass of " + exercise.name + " before its solution is shown",
        "no pass yet",
        fmt::format("./course hint {} helps on; to see it all the same: "
                    "./course solution {} --anyway",
                    exercise.name, exercise.name));
  fmt::print("{}", solution_page(exercise));
  return passed;
}

}  // namespace

void add_solution(Command app, Session& session) {
  auto name = std::make_shared<std::string>();
  auto anyway = std::make_shared<bool>(false);
  Command sub = app.subcommand("solution",
                               "Show a solution to compare with, after a pass");
  sub.argument("name", name.get(), "The exercise").required();
  sub.flag("--anyway", *anyway, "Before your own passes, too");
  sub.runs(
      [&session, name, anyway] { return solution(session, *name, *anyway); });
}

}  // namespace course::cli
