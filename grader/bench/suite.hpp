// All that `course dev bench` measures, and the goals for it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench/edit_to_verdict.hpp"
#include "bench/figures.hpp"
#include "bench/schedule_rate.hpp"
#include "bench/watched_desk.hpp"
#include "course/course.hpp"

namespace course::bench {

struct SuiteOptions {
  std::vector<std::string> program;  // the words that start `course`
  bool quick = false;                // one wrong solution in six
  std::function<bool()> stopped;     // looked at between two runs
  std::function<void(const std::string&)> progress;  // what comes next
};

struct WatchedTrial {
  std::string label;
  bool wrong = false;  // else the solution
  WatchedSave save;
  double plain_compile = 0;  // seconds, of the exercise's solution
};

class Suite {
 public:
  Suite(const content::Course& course, SuiteOptions options)
      : course_(course), options_(std::move(options)) {}

  // The waits for a verdict, the reports, the memory of a worker.
  void measure(const content::Exercise&);
  void measure(const RateCase&);
  // The waits for the first line of the verdict in the watch.
  void watch(const content::Exercise&);

  // Of what was measured, in the order of a table.
  std::vector<Figure> figures() const;

  // Wrong solutions that did not get the verdict they declare.
  std::vector<std::string> surprises() const;

 private:
  void add_solution(const content::Exercise&, const Trial&);
  void add_memory(const content::Exercise&, std::size_t bytes);
  void time_wrong_files(Desk&);
  void add_watched(std::vector<Figure>&) const;

  const content::Course& course_;
  const SuiteOptions options_;
  std::vector<Figure> solutions_, rates_, memory_;
  std::vector<WrongTrial> wrong_;
  std::optional<WatchedDesk> watch_;
  std::vector<Figure> watched_solutions_;
  std::vector<WatchedTrial> watched_;
};

}  // namespace course::bench
