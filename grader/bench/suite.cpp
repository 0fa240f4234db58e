#include "bench/suite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "bench/worker_memory.hpp"
#include "course/variants.hpp"
#include "sandbox/toolchain.hpp"

namespace course::bench {
namespace {

namespace fs = std::filesystem;
using content::Exercise;
using content::Variant;

constexpr int pairs = 5;  // of a check of a solution and a plain compile
constexpr std::size_t quick_of = 6;
constexpr int rate_rounds = 5;
constexpr const char* watch_group =
    "the watch: save to the first line of the verdict, less the compile, s";

const Goal solution_goal{true, 0.8, 0.55};
const Goal wrong_median_goal{true, 0.8, 0.6}, wrong_worst_goal{true, 1.5, {}};
const Goal lines_goal{true, 30, 20}, steps_goal{true, 12, 8};
const Goal watch_goal{true, 0.2, {}};    // seconds
const Goal memory_goal{true, 300, 100};  // MiB

// All of them; for --quick every sixth.
std::vector<Variant> wrong_files(const Exercise& exercise, bool quick) {
  std::vector<Variant> files = content::variants(exercise);
  std::erase_if(files, [](const Variant& v) {
    return !v.label.starts_with("wrong/") ||
           v.expected == protocol::Verdict::does_not_compile;
  });
  std::size_t number = 0;
  if (quick)
    std::erase_if(files, [&](const Variant&) { return number++ % quick_of; });
  return files;
}

// Rows for the median and for the highest of a value over all trials.
template <class Trial, class Value>
void add_both(std::vector<Figure>& to, const std::vector<Trial>& trials,
              Figure row, const Goal& median_goal, const Goal& highest_goal,
              Value value) {
  const std::string what = row.subject;
  std::vector<double> values;
  for (const Trial& trial : trials) values.push_back(value(trial));
  row.subject = fmt::format("{}median of {}", what, trials.size());
  row.value = median(values);
  row.goal = median_goal;
  to.push_back(row);
  const auto highest = std::max_element(values.begin(), values.end());
  row.subject = what + "highest";
  row.value = *highest;
  row.goal = highest_goal;
  row.remark = trials[static_cast<std::size_t>(highest - values.begin())].label;
  row.details["file"] = row.remark;
  if (!highest_goal.at_least) return to.push_back(row);
  std::map<std::string, double> above;
  for (std::size_t i = 0; i < trials.size(); ++i)
    if (values[i] > *highest_goal.at_least) above[trials[i].label] = values[i];
  row.details["above"] = above;
  if (above.size() > 1)
    row.remark += fmt::format(" and {} more", above.size() - 1);
  to.push_back(row);
}

}  // namespace

void Suite::measure(const Exercise& exercise) {
  Desk desk(exercise, options_.program);
  options_.progress(exercise.slug() + ": memory of its workers");
  // This check also warms up what the timed ones will use.
  desk.save(exercise.solution());
  const std::size_t peak = peak_of_workers(sandbox::default_toolchain().workers,
                                           [&] { desk.check(); });
  if (options_.stopped()) return;
  add_memory(exercise, peak);
  options_.progress(exercise.slug() + ": the solution");
  const Trial trial = time_solution(desk, pairs, options_.stopped);
  if (options_.stopped()) return;
  add_solution(exercise, trial);
  time_wrong_files(desk);
}

void Suite::measure(const RateCase& rate_case) {
  options_.progress(rate_case.subject + ": schedules a second");
  const ScheduleRate rate(course_, rate_case);
  std::vector<double> rounds;
  for (int i = 0; i < rate_rounds; ++i) {
    const ScheduleRate::Cost few = rate.sample(rate_case.samples / 100);
    rounds.push_back(rate.per_second(few, rate.sample(rate_case.samples)));
    if (options_.stopped()) return;
  }
  rates_.push_back({.group = "schedules a second, one core",
                    .subject = rate_case.subject + ": " + rate_case.shape,
                    .value = median(rounds),
                    .goal = rate_case.at_least > 0
                                ? Goal{false, rate_case.at_least, rate_case.aim}
                                : Goal{},
                    .remark = fmt::format("up to {} points", rate.points()),
                    .details = {{"scenario", rate_case.scenario},
                                {"points", rate.points()},
                                {"rounds", rounds}}});
}

void Suite::watch(const Exercise& exercise) {
  options_.progress(exercise.slug() + ": in the watch");
  if (!watch_) watch_.emplace(course_, options_.program);
  Desk desk(exercise, options_.program);
  desk.save(exercise.solution());
  const double plain_compile = desk.compile().seconds;
  const auto save = [&](const std::string& label, bool wrong,
                        const fs::path& file, protocol::Verdict expected) {
    watched_.push_back({exercise.slug() + "/" + label, wrong,
                        watch_->save(exercise, file, expected), plain_compile});
    return watched_.back().save;
  };
  std::vector<double> beyond, compile;
  for (int i = 0; i < pairs && !options_.stopped(); ++i) {
    const WatchedSave saved =
        save("solution", false, exercise.solution(), protocol::Verdict::pass);
    beyond.push_back(saved.first_line - saved.compile);
    compile.push_back(saved.compile);
  }
  for (const Variant& v : wrong_files(exercise, options_.quick))
    if (!options_.stopped()) save(v.label, true, v.file, v.expected);
  if (options_.stopped()) return;
  watched_solutions_.push_back(
      {.group = watch_group,
       .subject = exercise.slug() + ", the solution",
       .value = median(beyond),
       .goal = watch_goal,
       .decimals = 2,
       .remark = fmt::format("compile {:.2f} s, plain compile {:.2f} s",
                             median(compile), plain_compile),
       .details = {{"compile_seconds", median(compile)},
                   {"plain_compile_seconds", plain_compile}}});
}

void Suite::add_watched(std::vector<Figure>& to) const {
  to.insert(to.end(), watched_solutions_.begin(), watched_solutions_.end());
  std::vector<WatchedTrial> told = watched_, wrong = watched_;
  std::erase_if(told,
                [](const WatchedTrial& t) { return t.save.first_step == 0; });
  std::erase_if(wrong, [](const WatchedTrial& t) { return !t.wrong; });
  if (wrong.empty()) return;
  Figure row{.group = watch_group, .decimals = 2};
  row.subject = "the first step that passes, of all, ";
  if (!told.empty())
    add_both(to, told, row, {}, {}, [](const WatchedTrial& t) {
      return t.save.first_step - t.save.compile;
    });
  row.subject = "wrong solutions, ";
  add_both(to, wrong, row, watch_goal, watch_goal, [](const WatchedTrial& t) {
    return t.save.first_line - t.save.compile;
  });
  row.subject = "their whole reports, ";
  add_both(to, wrong, row, {}, {},
           [](const WatchedTrial& t) { return t.save.whole - t.save.compile; });
  row.subject = "all, less the plain compile instead, ";
  add_both(to, watched_, row, watch_goal, watch_goal,
           [](const WatchedTrial& t) {
             return t.save.first_line - t.plain_compile;
           });
}

void Suite::add_solution(const Exercise& exercise, const Trial& t) {
  solutions_.push_back(
      {.group = "check of a solution / plain compile",
       .subject = exercise.slug(),
       .value = t.ratio,
       .goal = solution_goal,
       .decimals = 2,
       .remark = fmt::format("{:.2f} of its processor time; {:.0f} ms: compile "
                             "{:.0f}, link {:.0f}, run "
                             "{:.0f}; plain compile {:.0f} ms",
                             t.cpu_ratio, 1e3 * t.check, 1e3 * t.compile,
                             1e3 * t.link, 1e3 * t.run, 1e3 * t.plain_compile),
       .details = {{"cpu_ratio", t.cpu_ratio},
                   {"check_seconds", t.check},
                   {"compile_seconds", t.compile},
                   {"link_seconds", t.link},
                   {"run_seconds", t.run},
                   {"plain_compile_seconds", t.plain_compile}}});
}

void Suite::add_memory(const Exercise& exercise, std::size_t bytes) {
  memory_.push_back(
      {.group = "memory of a worker, MiB",
       .subject = exercise.slug(),
       .value = static_cast<double>(bytes) / (1 << 20),
       .goal = bytes > 0 ? memory_goal : Goal{},
       .remark = bytes > 0 ? "" : "not measured: /proc shows no worker"});
}

void Suite::time_wrong_files(Desk& desk) {
  const std::vector<Variant> files =
      wrong_files(desk.exercise(), options_.quick);
  options_.progress(fmt::format("{}: {} wrong solutions",
                                desk.exercise().slug(), files.size()));
  for (WrongTrial& trial : time_wrong(desk, files, options_.stopped)) {
    trial.label = desk.exercise().slug() + "/" + trial.label;
    wrong_.push_back(std::move(trial));
  }
}

std::vector<Figure> Suite::figures() const {
  std::vector<Figure> all = solutions_;
  if (!wrong_.empty()) {
    const Figure ratio{.group = "wrong solution to report / plain compile",
                       .decimals = 2};
    add_both(all, wrong_, ratio, wrong_median_goal, wrong_worst_goal,
             [](const WrongTrial& t) { return t.ratio; });
    Figure cpu_ratio = ratio;
    cpu_ratio.subject = "processor time, ";
    add_both(all, wrong_, cpu_ratio, {}, {},
             [](const WrongTrial& t) { return t.cpu_ratio; });
    const std::string reports = "reports on wrong solutions";
    add_both(all, wrong_, {.group = reports, .subject = "lines, "}, lines_goal,
             lines_goal, [](const WrongTrial& t) { return double(t.lines); });
    add_both(all, wrong_, {.group = reports, .subject = "interleaving steps, "},
             steps_goal, steps_goal,
             [](const WrongTrial& t) { return double(t.steps); });
  }
  add_watched(all);
  all.insert(all.end(), rates_.begin(), rates_.end());
  all.insert(all.end(), memory_.begin(), memory_.end());
  return all;
}

std::vector<std::string> Suite::surprises() const {
  std::vector<std::string> labels;
  for (const WrongTrial& trial : wrong_)
    if (!trial.as_declared) labels.push_back(trial.label);
  return labels;
}

}  // namespace course::bench
