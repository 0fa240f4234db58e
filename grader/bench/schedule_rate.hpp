// How many schedules a second the scheduler gets through, on one core, with
// races, lifetimes and the reset of all memory before each.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "course/course.hpp"
#include "judge/worker.hpp"

namespace course::bench {

// A scenario, run with the exercise's solution; or a program of
// bench/programs/.
struct RateCase {
  std::string subject;   // slug, or the program's name without extension
  std::string scenario;  // empty: a program
  std::string shape;     // in a few words, for tables
  double at_least = 0, aim = 0;     // schedules a second; 0: none
  std::uint32_t flags = 0;          // of protocol::RequestFlag: another backend
  std::uint32_t samples = 100'000;  // enough to measure
};

const std::vector<RateCase>& rate_cases();

class ScheduleRate {
 public:
  // Compiles the worker. Throws CourseError if the solution does not compile.
  ScheduleRate(const content::Course&, const RateCase&);

  struct Cost {
    std::uint64_t schedules = 0;
    double cpu_seconds = 0;  // of worker and kernel, its start included
  };
  // So many samples of phase 2; fewer if they are very long (see max_work in
  // runtime/search/search.cpp).
  Cost sample(std::uint32_t samples) const;

  // The start of a worker, which is in both costs, is taken out.
  static double per_second(const Cost& few, const Cost& many);

  std::uint32_t points() const { return points_; }  // of its longest schedule

 private:
  judge::Worker worker_;
  judge::Question question_;
  std::uint32_t points_ = 0;
};

}  // namespace course::bench
