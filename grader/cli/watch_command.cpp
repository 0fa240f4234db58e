// The bare course: the next exercise to solve, and how far it is.
#include <fmt/core.h>

#include "cli/commands.hpp"
#include "cli/present.hpp"
#include "cli/submissions.hpp"

namespace course::cli {

int watch(Session& session) {
  const auto submissions = find_submissions(session, {}, "", "");
  if (submissions.empty()) {
    fmt::print("All {} exercises are solved.\n",
               session.course().exercises().size());
    return passed;
  }
  const Submission& next = submissions.front();
  const content::Exercise& exercise = *next.exercise;
  fmt::print("{}, {}: {}\n\n", exercise.slug(), exercise.kind,
             exercise.summary);
  std::fflush(stdout);
  const protocol::CheckResult result = session.check(exercise, next.file, {});
  if (session.stopped()) return cancelled;
  fmt::print("{}", text(session, next, result));
  session.remember(exercise, result.verdict);
  if (result.verdict == protocol::Verdict::pass)
    fmt::print("\nthe next exercise:  ./course\n");
  else
    fmt::print(
        "\nedit {} and come back with ./course; ./course list shows all\n",
        next.file.string());
  return passed;  // whatever the verdict is: it has been shown
}

}  // namespace course::cli
