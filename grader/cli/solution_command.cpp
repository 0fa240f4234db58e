// course solution: a solution to compare with, and where it is.
#include <fmt/core.h>

#include <fstream>
#include <iterator>
#include <memory>

#include "cli/commands.hpp"
#include "protocol/error.hpp"

namespace course::cli {
namespace {

int solution(Session& session, const std::string& name) {
  const content::Exercise& exercise = session.course().find(name);
  std::ifstream file(exercise.solution());
  if (!file)
    throw protocol::CourseError(
        "the solution of " + exercise.name,
        "no readable file " + as_typed(exercise.solution()).string(),
        "put it back, for example with git checkout solutions");
  fmt::print("// {}\n\n{}", as_typed(exercise.solution()).string(),
             std::string(std::istreambuf_iterator<char>(file), {}));
  return passed;
}

}  // namespace

void add_solution(CLI::App& app, Session& session) {
  auto name = std::make_shared<std::string>();
  CLI::App* sub =
      app.add_subcommand("solution", "Show a solution to compare with");
  sub->add_option("name", *name, "The exercise")->required();
  sub->callback([&session, name] {
    session.run = [&session, name] { return solution(session, *name); };
  });
}

}  // namespace course::cli
