// course doctor: whether this machine can be used for the course, a line a
// check, and what to do where it cannot. The last one is real: a solution is
// compiled, explored and judged. It changes nothing.
#include <fmt/core.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/present.hpp"
#include "course/scratch_folder.hpp"
#include "doctor/check.hpp"
#include "doctor/course_checks.hpp"
#include "doctor/machine_checks.hpp"
#include "doctor/packages.hpp"
#include "doctor/tool_checks.hpp"
#include "protocol/error.hpp"
#include "sandbox/toolchain.hpp"

namespace course::cli {
namespace {

using doctor::Check;
using doctor::State;
using protocol::CourseError;

class Examination {
 public:
  Examination(Session& session, bool json) : session_(session), json_(json) {}

  int run() {
    add(doctor::machine_checks(doctor::this_machine(COURSE_BUILD_DIRECTORY)));
    attempt("packages",
            [&] { add({doctor::packages_check(doctor::find_packages())}); });
    add({doctor::build_tools_check(doctor::find_tool("cmake"),
                                   doctor::find_tool("ninja"),
                                   COURSE_CMAKE_NEEDED)});
    if (!session_.stopped()) attempt("compiler", [&] { examine_compiler(); });
    attempt("course", [&] {
      add({doctor::course_check(session_.course().exercises())});
    });
    if (!session_.stopped()) attempt("trial", [&] { add({trial()}); });
    if (session_.stopped()) return cancelled;

    if (json_)
      print(doctor::to_json(checks_));
    else
      fmt::print("\n{}", doctor::summary(checks_));
    return doctor::usable(checks_) ? passed : not_possible;
  }

 private:
  void add(const std::vector<Check>& checks) {
    for (const Check& check : checks) {
      if (!json_) fmt::print("{}", doctor::text(check, session_.color()));
      checks_.push_back(check);
    }
    std::fflush(stdout);  // the next one may take a while
  }

  // What would end another subcommand is a finding here.
  template <class Look>
  void attempt(const char* name, Look look) {
    try {
      look();
    } catch (const CourseError& error) {
      add({{.name = name,
            .state = State::failure,
            .found = fmt::format("{}: {}", error.what(), error.found),
            .do_this = error.do_this}});
    }
  }

  void examine_compiler() {
    progress("building a small worker");
    const content::ScratchFolder scratch(COURSE_BUILD_DIRECTORY);
    const auto compiler = doctor::try_compiler(
        sandbox::default_toolchain(), scratch.path(), &session_.cancel());
    progress("");
    if (!session_.stopped()) add(doctor::compiler_checks(compiler));
  }

  // Compiled anew, whatever has been compiled before.
  Check trial() {
    if (!doctor::usable(checks_))
      return doctor::no_trial(State::failure, "something above fails",
                              "mend that first");
    const content::Exercise& exercise = session_.course().exercises().front();
    if (!std::filesystem::is_regular_file(exercise.solution()))
      return doctor::no_trial(State::warning,
                              "there is no solution of " + exercise.slug(),
                              "git checkout solutions");
    progress("grading the solution of " + exercise.slug());
    const content::ScratchFolder scratch(COURSE_BUILD_DIRECTORY);
    sandbox::Toolchain toolchain = sandbox::default_toolchain();
    toolchain.workers = scratch.path() / "workers";
    judge::Settings settings;
    settings.cancel = &session_.cancel();
    const auto result = judge::Judge(toolchain).check(
        assignment(exercise, exercise.solution()), settings);
    progress("");
    return doctor::trial_check(result);
  }

  Session& session_;
  const bool json_;
  std::vector<Check> checks_;
};

}  // namespace

void add_doctor(Command app, Session& session) {
  auto json = std::make_shared<bool>(false);
  Command sub = app.subcommand(
      "doctor", "Say whether this machine can be used, and what to do");
  sub.flag("--json", *json, "Findings for machines");
  sub.runs([&session, json] { return Examination(session, *json).run(); });
}

}  // namespace course::cli
