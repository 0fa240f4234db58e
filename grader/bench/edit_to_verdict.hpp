// How long a student waits after a change, as a ratio: `./course check` against
// the plain compile of the same text, `g++ -std=c++20 -O1 -g -c` of scenarios
// and submission without a precompiled header. A ratio of two runs made in turn
// says the same on any machine, and stands a load better than either time.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "bench/run_program.hpp"
#include "course/scratch_folder.hpp"
#include "course/variants.hpp"

namespace course::bench {

// The submission of one exercise in a folder of its own.
class Desk {
 public:
  // `course`: the words that start the program which students start.
  Desk(const content::Exercise&, std::vector<std::string> course);

  // The submission becomes the text of `file`, with a comment at its end that
  // makes it one that was never compiled before.
  void save(const std::filesystem::path& file);
  Run check(const std::vector<std::string>& options = {}) const;
  Run compile() const;

  const content::Exercise& exercise() const { return exercise_; }

 private:
  const content::Exercise& exercise_;
  std::vector<std::string> course_;
  content::ScratchFolder folder_{std::filesystem::temp_directory_path()};
  int saved_ = 0;
};

// A check between two compiles; seconds.
struct Trial {
  double ratio = 0;      // to the mean of both compiles
  double cpu_ratio = 0;  // of processor time: a busy machine changes it least
  double check = 0, plain_compile = 0;
  double compile = 0, link = 0, run = 0;  // parts of the check; solutions only
};

// Each figure is a median on its own. `pairs`: so many checks.
Trial time_solution(Desk&, int pairs, const std::function<bool()>& stopped);

struct WrongTrial {
  std::string label;  // "wrong/lock_per_character"
  bool as_declared = false;
  double ratio = 0, cpu_ratio = 0;
  std::size_t lines = 0;  // of the report
  std::size_t steps = 0;  // of its interleaving
};

// Each of `files` once. Ends early, with what there is, if it is stopped.
std::vector<WrongTrial> time_wrong(Desk&,
                                   const std::vector<content::Variant>& files,
                                   const std::function<bool()>& stopped);

// The rows of the interleaving in a report that have a number.
std::size_t interleaving_steps(const std::string& report);

}  // namespace course::bench
