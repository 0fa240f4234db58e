// Schedules a second, by Google Benchmark: the same figure as in `course dev
// bench`, with its statistics and options. For example
//
//   course_bench --benchmark_repetitions=5 --benchmark_filter=account
//
// An iteration is one worker: its start, then so many samples.
#include <benchmark/benchmark.h>

#include "bench/schedule_rate.hpp"

namespace {

using namespace course;

void sample(benchmark::State& state, const bench::RateCase& rate_case) {
  static const content::Course course(COURSE_ROOT);
  const bench::ScheduleRate rate(course, rate_case);
  const bench::ScheduleRate::Cost start = rate.sample(1);
  std::uint64_t schedules = 0;
  for (auto _ : state) {
    const auto cost = rate.sample(static_cast<std::uint32_t>(state.range(0)));
    state.SetIterationTime(cost.cpu_seconds - start.cpu_seconds);
    schedules += cost.schedules - start.schedules;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(schedules));
  state.counters["points"] = rate.points();
}

}  // namespace

int main(int argc, char** argv) {
  for (const bench::RateCase& rate_case : bench::rate_cases())
    benchmark::RegisterBenchmark(
        (rate_case.subject + "/" + rate_case.shape).c_str(),
        [&rate_case](benchmark::State& state) { sample(state, rate_case); })
        ->ArgName("samples")
        ->Arg(20'000)
        ->Arg(200'000)
        ->UseManualTime()
        ->Unit(benchmark::kMillisecond);
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
}
