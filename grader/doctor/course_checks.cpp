#include "doctor/course_checks.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <set>

namespace course::doctor {
namespace {

namespace fs = std::filesystem;
using content::Exercise;

// "grader/tests/.../account.hpp and 2 more"
std::string first_of(const std::vector<std::string>& files) {
  if (files.size() == 1) return files.front();
  return fmt::format("{} and {} more", files.front(), files.size() - 1);
}

std::string counted(std::size_t n, const std::string& what) {
  return fmt::format("{} {}{}", n, what, n == 1 ? "" : "s");
}

}  // namespace

Check course_check(const std::vector<Exercise>& exercises) {
  std::vector<std::string> missing, unsolved;
  std::set<std::string> lessons;
  const auto need = [](const Exercise& exercise, const fs::path& file,
                       std::vector<std::string>& absent) {
    if (!fs::is_regular_file(file))
      absent.push_back(file.lexically_relative(exercise.root).string());
  };
  for (const Exercise& exercise : exercises) {
    lessons.insert(exercise.lesson);
    need(exercise, exercise.scenarios(), missing);
    need(exercise, exercise.starter(), missing);
    need(exercise, exercise.solution(), unsolved);
  }
  Check check{
      .name = "course",
      .found = fmt::format("{} in {}", counted(exercises.size(), "exercise"),
                           counted(lessons.size(), "lesson")),
      .details = {{"exercises", exercises.size()},
                  {"solutions", exercises.size() - unsolved.size()},
                  {"lessons", lessons.size()}}};
  if (!missing.empty()) {
    check.state = State::failure;
    check.found += "; there is no " + first_of(missing);
    check.do_this = "git checkout grader/tests";
  } else if (!unsolved.empty()) {
    check.state = State::warning;
    check.found += "; there is no " + first_of(unsolved);
    check.do_this = "git checkout solutions";
  } else {
    check.found += ", each with its solution";
  }
  return check;
}

Check trial_check(const protocol::CheckResult& result) {
  std::uint64_t schedules = 0;
  for (const protocol::Coverage& search : result.coverage)
    schedules += search.schedules;
  const std::string verdict(protocol::name(result.verdict));
  const double rate = result.times.run > 0
                          ? static_cast<double>(schedules) / result.times.run
                          : 0;
  Check check{.name = "trial",
              .found = fmt::format("the solution of {} gets {}",
                                   result.exercise, verdict),
              .details = {{"exercise", result.exercise},
                          {"verdict", verdict},
                          {"schedules", schedules},
                          {"schedules_per_second", rate},
                          {"compile_seconds", result.times.compile},
                          {"link_seconds", result.times.link},
                          {"run_seconds", result.times.run}}};
  if (result.verdict == protocol::Verdict::pass) {
    check.found =
        fmt::format("the solution of {} passes; {} schedules, {:.0f} a second",
                    result.exercise, schedules, rate);
    return check;
  }
  check.state = State::failure;
  check.do_this = fmt::format(
      "./course dev check {} shows why; if the course is as it was shipped, "
      "report it",
      result.exercise.substr(result.exercise.find('/') + 1));
  return check;
}

Check no_trial(State state, const std::string& why,
               const std::string& do_this) {
  return {.name = "trial",
          .state = state,
          .found = "nothing is tried: " + why,
          .do_this = do_this};
}

}  // namespace course::doctor
