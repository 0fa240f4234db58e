#include "bench/edit_to_verdict.hpp"

#include <algorithm>
#include <cctype>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>

#include "bench/figures.hpp"
#include "protocol/error.hpp"
#include "sandbox/toolchain.hpp"

namespace course::bench {
namespace {

namespace fs = std::filesystem;
using content::Variant;
using protocol::CourseError;

struct Pair {
  Run check;
  Run before, after;  // compiles

  double plain_compile() const { return (before.seconds + after.seconds) / 2; }
  double ratio() const { return check.seconds / plain_compile(); }
  double cpu_ratio() const {
    return 2 * check.cpu_seconds / (before.cpu_seconds + after.cpu_seconds);
  }
};

// A compile that fails takes another time, so it is no measure.
Run good_compile(const Desk& desk) {
  Run compiled = desk.compile();
  if (compiled.status != 0)
    throw CourseError(
        "the plain compile of " + desk.exercise().scenarios().string(),
        "exit status " + std::to_string(compiled.status),
        "see that it includes what it uses: the precompiled header hides that");
  return compiled;
}

// In turn: compile, check, compile, check, ..., compile. What slows the machine
// down for a while slows both sides of a ratio.
std::vector<Pair> in_turn(Desk& desk, const std::vector<fs::path>& files,
                          const std::vector<std::string>& options,
                          const std::function<bool()>& stopped) {
  std::vector<Pair> pairs;
  std::optional<Run> before;
  for (const fs::path& file : files) {
    desk.save(file);
    if (!before) before = good_compile(desk);
    Run check = desk.check(options);
    if (stopped()) break;
    Run after = good_compile(desk);
    pairs.push_back({std::move(check), *before, after});
    before = std::move(after);
  }
  return pairs;
}

// Of a `check --json` that passes.
double part_seconds(const Run& check, const char* part) {
  if (check.status != 0)
    throw CourseError("the solution to pass",
                      "exit status " + std::to_string(check.status),
                      "./course dev check says more");
  return nlohmann::json::parse(check.output).at("seconds").at(part);
}

}  // namespace

Desk::Desk(const content::Exercise& exercise, std::vector<std::string> course)
    : exercise_(exercise), course_(std::move(course)) {}

void Desk::save(const fs::path& file) {
  std::ofstream(folder_.path() / exercise_.file, std::ios::binary)
      << std::ifstream(file, std::ios::binary).rdbuf() << "// bench "
      << folder_.path().filename().string() << ' ' << ++saved_ << '\n';
}

Run Desk::check(const std::vector<std::string>& options) const {
  std::vector<std::string> words = course_;
  words.insert(words.end(), {"check", exercise_.slug(), "--file",
                             (folder_.path() / exercise_.file).string()});
  words.insert(words.end(), options.begin(), options.end());
  return run_program(std::move(words), folder_.path());
}

Run Desk::compile() const {
  return run_program(
      {sandbox::default_toolchain().compiler, "-std=c++20", "-O1", "-g",
       "-I" + folder_.path().string(), "-I" COURSE_RUNTIME_INCLUDE, "-c",
       exercise_.scenarios().string(), "-o", "plain.o"},
      folder_.path());
}

Trial time_solution(Desk& desk, int pairs,
                    const std::function<bool()>& stopped) {
  const std::vector<fs::path> files(static_cast<std::size_t>(pairs),
                                    desk.exercise().solution());
  std::vector<double> ratio, cpu_ratio, check, plain, compile, link, run;
  for (const Pair& pair : in_turn(desk, files, {"--json"}, stopped)) {
    ratio.push_back(pair.ratio());
    cpu_ratio.push_back(pair.cpu_ratio());
    check.push_back(pair.check.seconds);
    plain.push_back(pair.plain_compile());
    compile.push_back(part_seconds(pair.check, "compile"));
    link.push_back(part_seconds(pair.check, "link"));
    run.push_back(part_seconds(pair.check, "run"));
  }
  if (ratio.empty()) return {};
  return {median(ratio),   median(cpu_ratio), median(check), median(plain),
          median(compile), median(link),      median(run)};
}

std::vector<WrongTrial> time_wrong(Desk& desk,
                                   const std::vector<Variant>& files,
                                   const std::function<bool()>& stopped) {
  std::vector<fs::path> paths;
  for (const Variant& variant : files) paths.push_back(variant.file);
  const std::vector<Pair> pairs = in_turn(desk, paths, {}, stopped);
  std::vector<WrongTrial> trials;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    const std::string& report = pairs[i].check.output;
    const std::string verdict(protocol::name(files[i].expected));
    trials.push_back({.label = files[i].label,
                      .as_declared = report.starts_with(verdict + ":"),
                      .ratio = pairs[i].ratio(),
                      .cpu_ratio = pairs[i].cpu_ratio(),
                      .lines = static_cast<std::size_t>(
                          std::count(report.begin(), report.end(), '\n')),
                      .steps = interleaving_steps(report)});
  }
  return trials;
}

std::size_t interleaving_steps(const std::string& report) {
  std::istringstream lines(report);
  std::size_t steps = 0;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string::npos)
      inside = false;
    else if (line.compare(first, 6, "step  ") == 0)
      inside = true;
    else if (inside && std::isdigit(static_cast<unsigned char>(line[first])) &&
             first < 6)
      ++steps;
  }
  return steps;
}

}  // namespace course::bench
