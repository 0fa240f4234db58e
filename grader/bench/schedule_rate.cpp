#include "bench/schedule_rate.hpp"

#include <sys/resource.h>

#include "bench/run_program.hpp"
#include "protocol/error.hpp"
#include "sandbox/program_compiler.hpp"
#include "sandbox/toolchain.hpp"

namespace course::bench {
namespace {

judge::Worker worker_of(const content::Exercise& exercise) {
  const sandbox::Built built =
      sandbox::build(sandbox::default_toolchain(),
                     sandbox::Submission{exercise.slug(), exercise.solution(),
                                         exercise.file, exercise.scenarios()});
  if (!built.ok)
    throw protocol::CourseError("the solution of " + exercise.slug(),
                                "it does not compile",
                                "./course dev check " + exercise.name);
  return {built.worker, nullptr};
}

judge::Worker worker_of(const std::string& program) {
  const std::filesystem::path file =
      std::filesystem::path(COURSE_BENCH_PROGRAMS) / (program + ".cc");
  const sandbox::Built built = sandbox::build(sandbox::default_toolchain(),
                                              sandbox::Program{{file}, {}});
  if (!built.ok)
    throw protocol::CourseError("the program " + file.string(),
                                "it does not compile",
                                "./course explore " + file.string());
  return {built.worker, nullptr, std::vector<std::string>{program}};
}

judge::Worker worker_of(const content::Course& course, const RateCase& c) {
  return c.scenario.empty() ? worker_of(c.subject)
                            : worker_of(course.find(c.subject));
}

judge::Question question_of(const content::Course& course, const RateCase& c) {
  judge::Question question;
  question.scenario = c.scenario;
  question.flags = c.flags;
  if (!c.scenario.empty()) question.flags |= course.find(c.subject).waiting;
  return question;
}

// Processor time of all children that have ended. A worker is one thread, so
// this is what the clock would show on a machine with nothing else to do.
double cpu_seconds_of_children() {
  rusage usage{};
  getrusage(RUSAGE_CHILDREN, &usage);
  return processor_seconds(usage);
}

}  // namespace

const std::vector<RateCase>& rate_cases() {
  const std::string total = "a total during transfers in both directions";
  static const std::vector<RateCase> cases{
      {"02-locks/account", total, "transfer || transfer || total", 100'000,
       200'000},
      {"02-locks/once_map",
       "two makes wait for each other while a third thread waits",
       "three get, two keys"},
      {"queue", "", "a producer and two consumers", 50'000, 100'000},
      {"philosophers", "", "five, two meals each", 20'000, 40'000},
      {"one_fork", "", "a pipe, shared memory, one child", 2'500, 5'000},
      {"three_forks", "", "a pipe, three children", 1'000, 2'000},
      {"02-locks/account", total, "the same on kernel threads", 3'000, 10'000,
       protocol::kernel_threads, 2'000},
  };
  return cases;
}

ScheduleRate::ScheduleRate(const content::Course& course, const RateCase& c)
    : worker_(worker_of(course, c)), question_(question_of(course, c)) {
  const judge::Answer answer = worker_.explore(
      question_, {.phase1_budget = 0, .max_delays = 0, .samples = 1000});
  points_ = (*answer.mapping)->response.max_points;
}

ScheduleRate::Cost ScheduleRate::sample(std::uint32_t samples) const {
  const double before = cpu_seconds_of_children();
  const judge::Answer answer = worker_.explore(
      question_, {.phase1_budget = 0, .max_delays = 0, .samples = samples});
  protocol::require(!answer.collapse, "a solution's worker comes to its end");
  return {answer.coverage.schedules, cpu_seconds_of_children() - before};
}

double ScheduleRate::per_second(const Cost& few, const Cost& many) {
  return static_cast<double>(many.schedules - few.schedules) /
         (many.cpu_seconds - few.cpu_seconds);
}

}  // namespace course::bench
