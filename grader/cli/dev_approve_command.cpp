// course dev approve: what the tests write now becomes the approved output.
// grader/FOLDER/golden belongs to the tests of that folder, FOLDER_tests. They
// write into a scratch folder first; so what they do not write any more is
// known, and nothing has happened if they do not come to their end.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "bench/run_program.hpp"
#include "cli/commands.hpp"
#include "course/approved_outputs.hpp"
#include "course/scratch_folder.hpp"
#include "course/suggestions.hpp"
#include "protocol/error.hpp"

namespace course::cli {
namespace {

namespace fs = std::filesystem;
using content::Output;
using content::OutputState;
using protocol::CourseError;

// The outputs that one test program owns.
struct Golden {
  fs::path folder;        // "grader/report/golden"
  fs::path program;       // the tests
  fs::path written = {};  // what they write now
  std::vector<Output> outputs = {};
  bool tests_fail = false;  // whatever is approved
};

std::vector<Golden> find_golden(const fs::path& root) {
  std::vector<Golden> all;
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(root / "grader", none)) {
    const std::string name = entry.path().filename().string();
    if (fs::is_directory(entry.path() / "golden"))
      all.push_back({fs::path("grader") / name / "golden",
                     fs::path(COURSE_BUILD_DIRECTORY) / "grader" / name /
                         (name + "_tests")});
  }
  std::ranges::sort(all, {}, &Golden::folder);
  if (all.empty())
    throw CourseError("approved outputs, in grader/*/golden",
                      "none in " + root.string(),
                      "put them back, for example with git checkout grader");
  return all;
}

void write_anew(const fs::path& root, Golden& golden, const fs::path& scratch) {
  golden.written = scratch / golden.folder;
  fs::create_directories(golden.written);
  if (!fs::exists(golden.program))
    throw CourseError("the tests that write " + golden.folder.string(),
                      "no program " + golden.program.string(),
                      "start ./course dev approve, which builds them");
  const bench::Run run =
      bench::run_program({"env", "COURSE_APPROVE=1",
                          "COURSE_GOLDEN_DIRECTORY=" + golden.written.string(),
                          golden.program.string()},
                         scratch);
  golden.tests_fail = run.status == 1;  // a check of them does not hold
  if (run.status > 1)
    throw CourseError(
        golden.program.filename().string() + " to come to its end",
        fmt::format("exit status {}; nothing is changed", run.status),
        "run it by itself: " + as_typed(golden.program).string());
  golden.outputs =
      content::compare_outputs(root / golden.folder, golden.written);
}

// "deadlock_circle", "deadlock_circle.txt" or its path: only these are left.
void keep_named(std::vector<Golden>& all,
                const std::vector<std::string>& names) {
  if (names.empty()) return;
  std::vector<std::string> wanted, known;
  for (const std::string& name : names)
    wanted.push_back(fs::path(name).stem().string());
  const auto is_wanted = [&](const Output& output) {
    return std::ranges::count(wanted, fs::path(output.file).stem().string());
  };
  for (const Golden& golden : all)
    for (const Output& output : golden.outputs)
      known.push_back(fs::path(output.file).stem().string());
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (std::ranges::count(known, wanted[i])) continue;
    const auto meant = content::closest(wanted[i], known);
    throw CourseError(
        "the name of an approved output", "\"" + names[i] + "\"",
        meant ? "did you mean \"" + *meant + "\"?"
              : "they are the files of " + all.front().folder.string());
  }
  for (Golden& golden : all)
    std::erase_if(golden.outputs,
                  [&](const Output& output) { return !is_wanted(output); });
}

std::size_t count(const std::vector<Golden>& all, OutputState state) {
  std::size_t n = 0;
  for (const Golden& golden : all)
    n += std::ranges::count(golden.outputs, state, &Output::state);
  return n;
}

// As git diff --stat would: a row a file that is not as it was.
void print_rows(const std::vector<Golden>& all) {
  std::size_t width = 0;
  for (const Golden& golden : all)
    for (const Output& output : golden.outputs)
      if (output.state != OutputState::same)
        width = std::max(width, (golden.folder / output.file).string().size());
  for (const Golden& golden : all)
    for (const Output& output : golden.outputs) {
      if (output.state == OutputState::same) continue;
      const std::string file = (golden.folder / output.file).string();
      if (output.state == OutputState::stale)
        fmt::print(" {:{}} | stale: no test writes it; git rm it\n", file,
                   width);
      else
        fmt::print(" {:{}} | +{} -{}{}\n", file, width, output.lines_added,
                   output.lines_removed,
                   output.state == OutputState::added ? "  new" : "");
    }
}

int dev_approve(Session& session, const std::vector<std::string>& names) {
  std::vector<Golden> all = find_golden(session.root());
  const content::ScratchFolder scratch(COURSE_BUILD_DIRECTORY);
  for (Golden& golden : all) {
    write_anew(session.root(), golden, scratch.path());
    if (session.stopped()) return cancelled;
  }
  keep_named(all, names);
  for (const Golden& golden : all)
    for (const Output& output : golden.outputs)
      content::approve_output(output, session.root() / golden.folder,
                              golden.written);

  print_rows(all);
  const std::size_t changed = count(all, OutputState::changed);
  const std::size_t added = count(all, OutputState::added);
  fmt::print("{} changed, {} new, {} stale, {} as approved before\n", changed,
             added, count(all, OutputState::stale),
             count(all, OutputState::same));
  for (const Golden& golden : all) {
    if (changed + added > 0)
      fmt::print("review:  git diff {}\n", golden.folder.string());
    if (golden.tests_fail)
      fmt::print("{} fails all the same:  ./course test -R unit.{}\n",
                 golden.program.filename().string(),
                 golden.folder.parent_path().filename().string());
  }
  return passed;
}

}  // namespace

void add_dev_approve(Command dev, Session& session) {
  auto names = std::make_shared<std::vector<std::string>>();
  Command sub = dev.subcommand(
      "approve", "Approve what the tests write now as golden reports");
  sub.argument("name", names.get(),
               "Golden reports: deadlock_circle; without: all of them");
  sub.runs([&session, names] { return dev_approve(session, *names); });
}

}  // namespace course::cli
