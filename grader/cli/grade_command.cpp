// course grade: a class's submissions, each by a `course check` of its own, so
// that nothing that one of them does reaches another.
#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <fstream>
#include <memory>
#include <mutex>
#include <thread>

#include "cli/commands.hpp"
#include "cli/own_command.hpp"
#include "cli/present.hpp"
#include "course/class_folder.hpp"
#include "protocol/error.hpp"
#include "report/marks.hpp"

namespace course::cli {
namespace {

using content::ClassFolder;
using content::HandedIn;
using report::Mark;

struct GradeOptions {
  std::string folder;
  std::vector<std::string> names;
  bool json = false, csv = false;
  unsigned jobs = std::max(1u, std::thread::hardware_concurrency());
};

// Takes what is needed from a check's --json.
void read_report(const std::string& text, Mark& mark) {
  const auto report = nlohmann::json::parse(text);
  mark.verdict = report.at("verdict").get<std::string>();
  for (const auto& step : report.at("steps")) {
    ++mark.steps;
    mark.steps_passed += step.at("passed").get<bool>();
  }
  if (const auto failure = report.find("failure");
      failure != report.end() && failure->is_object())
    mark.replay = failure->value("replay", "");
}

Mark grade_one(const Session& session, const HandedIn& handed) {
  Mark mark;
  mark.student = handed.student;
  mark.exercise = handed.exercise->slug();
  mark.file = handed.file.string();
  mark.note = handed.note;
  if (handed.file.empty()) {
    mark.verdict = handed.missing() ? "missing" : "not-graded";
    if (!handed.problem.empty()) mark.note = handed.problem;
    return mark;
  }
  const CommandOutput ran = run_own_command(
      session, {"check", handed.exercise->name, "--json", "--file",
                std::filesystem::absolute(handed.file).string()});
  try {
    read_report(ran.output, mark);
  } catch (const nlohmann::json::exception&) {
    mark.verdict = "failed";
    mark.note = fmt::format("the grader ends with status {}: {}", ran.status,
                            ran.errors.substr(0, ran.errors.find('\n')));
  }
  return mark;
}

// All of them, in their order, `jobs` at a time.
std::vector<Mark> grade_all(const Session& session, const ClassFolder& folder,
                            unsigned jobs) {
  std::vector<Mark> marks(folder.all.size());
  std::atomic<std::size_t> next = 0;
  std::size_t done = 0;
  std::mutex mutex;
  std::exception_ptr thrown;  // guarded by mutex, like `done`
  const auto work = [&] {
    for (std::size_t i; (i = next++) < marks.size() && !session.stopped();) {
      try {
        marks[i] = grade_one(session, folder.all[i]);
      } catch (...) {
        const std::lock_guard lock(mutex);
        if (!thrown) thrown = std::current_exception();
        return;
      }
      const std::lock_guard lock(mutex);
      progress(fmt::format("graded {} of {}", ++done, marks.size()));
    }
  };
  {
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < jobs; ++i) workers.emplace_back(work);
  }
  progress("");
  if (thrown) std::rethrow_exception(thrown);
  return marks;
}

int grade(Session& session, const GradeOptions& options) {
  std::vector<const content::Exercise*> exercises;
  for (const std::string& name : options.names)
    for (const content::Exercise* e : session.course().select(name))
      if (std::ranges::find(exercises, e) == exercises.end())
        exercises.push_back(e);
  if (exercises.empty())
    for (const auto& e : session.course().exercises()) exercises.push_back(&e);
  const ClassFolder folder = content::read_class(options.folder, exercises);
  if (folder.students.empty())
    throw protocol::CourseError(
        "a folder with a folder for each student",
        options.folder + ", which holds no folders",
        "name the folder that holds STUDENT/…/" + exercises.front()->file);
  const std::vector<Mark> marks = grade_all(session, folder, options.jobs);
  if (session.stopped()) return cancelled;
  if (options.json)
    print(report::marks_json(marks));
  else if (options.csv)
    fmt::print("{}", report::marks_csv(marks));
  else
    fmt::print("{}", report::marks_table(marks, width()));
  for (const std::string& note : folder.notes)
    fmt::print(stderr, "note: {}\n", note);
  return std::ranges::all_of(marks,
                             [](const Mark& m) { return m.verdict == "pass"; })
             ? passed
             : not_passed;
}

}  // namespace

void add_grade(Command app, Session& session) {
  auto options = std::make_shared<GradeOptions>();
  Command sub = app.subcommand("grade", "Grade a class's submissions");
  sub.footer(
      "DIR holds a folder for each student, with the exercises' files in it or "
      "anywhere below.");
  sub.argument("dir", &options->folder, "The folder of the class").required();
  sub.argument("name", &options->names,
               "Exercises or lessons; without: all of the course");
  const Argument json = sub.flag("--json", options->json, "Marks for machines");
  sub.flag("--csv", options->csv, "Marks for a spreadsheet").excludes(json);
  sub.option("--jobs", &options->jobs, "Checks at a time").between(1, 256);
  sub.runs([&session, options] { return grade(session, *options); });
}

}  // namespace course::cli
