// course dev weave: makes what the lessons quote equal to what there is: code
// from the demos, output from running them. With --check it changes nothing and
// fails where something differs, does not resolve, or is not used.
#include <fmt/core.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/demo_run.hpp"
#include "cli/present.hpp"
#include "lesson/files.hpp"
#include "lesson/lessons.hpp"
#include "lesson/links.hpp"
#include "lesson/shape.hpp"
#include "lesson/weave.hpp"
#include "report/text_report.hpp"

namespace course::cli {
namespace {

using lesson::Demo;
using lesson::Lesson;

struct DevWeaveOptions {
  std::vector<std::string> names;
  bool check = false, measure = false;
};

class Weaver {
 public:
  Weaver(Session& session, const DevWeaveOptions& options)
      : session_(session), options_(options) {}

  void demo(const Demo&);
  void text(const Lesson&);
  void links(const Lesson&);
  // Nothing is amiss, or has been mended.
  bool ends_well() const { return faults_ == 0; }

 private:
  // One file that is not what it ought to be: written, or a fault.
  void set(const std::filesystem::path& file, const std::string& before,
           const std::string& now, const char* why);
  void fault(const std::string& what) {
    fmt::print("✗ {}\n", what);
    ++faults_;
  }

  Session& session_;
  const DevWeaveOptions& options_;
  int faults_ = 0;
};

void Weaver::set(const std::filesystem::path& file, const std::string& before,
                 const std::string& now, const char* why) {
  if (before == now) return;
  if (options_.check) {
    fault(fmt::format("{} {}; ./course dev weave writes it again",
                      file.string(), why));
    return;
  }
  lesson::write_file(session_.root() / file, now);
  fmt::print("written: {}\n", file.string());
}

void Weaver::demo(const Demo& demo) {
  progress("running " + demo.name);
  const std::string now = run_demo(session_, demo);
  progress("");
  if (session_.stopped()) return;
  const std::string before =
      lesson::text_or_nothing(session_.root() / demo.output());
  const bool only_numbers = demo.run == lesson::Run::differs &&
                            !options_.measure &&
                            lesson::shape(before) == lesson::shape(now);
  if (!only_numbers)
    set(demo.output(), before, now, "is not what the demo prints");
  if (options_.check && !only_numbers && before != now)
    fmt::print("  it prints:\n{}", now);
}

void Weaver::text(const Lesson& lesson) {
  const std::string before = lesson::read_file(session_.root() / lesson.text());
  const lesson::Woven woven = lesson::weave(before, pieces_of(lesson));
  for (const std::string& problem : woven.problems)
    fault(lesson.text().string() + ": " + problem);
  if (woven.problems.empty())
    set(lesson.text(), before, woven.text, "does not quote what there is");
}

// Those of the lesson, of its exercises, and of the texts around them.
void Weaver::links(const Lesson& lesson) {
  const auto& root = session_.root();
  std::vector<std::filesystem::path> files{"README.md", "grader/README.md",
                                           "lessons/further-reading.md",
                                           lesson.text()};
  for (const content::Exercise& exercise : session_.course().exercises()) {
    if (exercise.lesson != lesson.name) continue;
    files.push_back(relative(exercise.folder() / "README.md", root));
    std::vector<std::string> places{exercise.read};
    for (const auto& [verdict, place] : exercise.verdict_read)
      places.push_back(place);
    for (const std::string& place : places)
      if (const auto what = lesson::broken_place(root, place); !what.empty())
        fault(fmt::format("{}: read \"{}\": {}", exercise.slug(), place, what));
  }
  for (const auto& file : files)
    for (const std::string& what : lesson::broken_links(root, file))
      fault(what);
  // Reports send the reader to the section on their verdict.
  for (const auto& row : protocol::verdicts) {
    const std::string place = report::lesson_section(row.verdict);
    if (!place.starts_with(lesson.name + "#")) continue;
    if (const auto what = lesson::broken_place(root, "lessons/" + place);
        !what.empty())
      fault(fmt::format("{}: the section on {}: {}", lesson.text().string(),
                        row.name, what));
  }
}

int weave(Session& session, const DevWeaveOptions& options) {
  const auto lessons = lesson::find_lessons(session.root());
  std::vector<const Lesson*> chosen;
  for (const std::string& name : options.names)
    chosen.push_back(&lesson::find_lesson(lessons, name));
  if (chosen.empty())
    for (const Lesson& lesson : lessons) chosen.push_back(&lesson);
  Weaver weaver(session, options);
  for (const Lesson* lesson : chosen) {
    for (const Demo& demo : lesson->demos) {
      weaver.demo(demo);
      if (session.stopped()) return cancelled;
    }
    weaver.text(*lesson);
    weaver.links(*lesson);
  }
  if (!weaver.ends_well()) return not_passed;
  fmt::print("{} lessons: code, output and links are as the texts say\n",
             chosen.size());
  return passed;
}

}  // namespace

void add_dev_weave(Command dev, Session& session) {
  auto options = std::make_shared<DevWeaveOptions>();
  Command sub = dev.subcommand(
      "weave", "Put code and output of the demos into the lessons");
  sub.argument("lesson", &options->names, "Without: all");
  const Argument check = sub.flag(
      "--check", options->check, "Write nothing; fail where something differs");
  sub.flag("--measure", options->measure,
           "Take new numbers, too, of the demos that measure")
      .excludes(check);
  sub.runs([&session, options] { return weave(session, *options); });
}

}  // namespace course::cli
