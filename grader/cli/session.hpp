// What the subcommands share: the course, the judge, the terminal, and Ctrl-C.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "course/course.hpp"
#include "course/progress.hpp"
#include "judge/grade.hpp"
#include "protocol/result.hpp"

namespace course::cli {

// The exit statuses of every subcommand.
inline constexpr int passed = 0;
inline constexpr int not_passed = 1;    // a submission
inline constexpr int not_possible = 2;  // command line, course or machine
inline constexpr int grader_bug = 70;
inline constexpr int cancelled = 130;  // by Ctrl-C

class Session {
 public:
  // `cancel` becomes true when the user wants to stop; nothing new is begun
  // then.
  Session(std::filesystem::path root, const std::atomic<bool>& cancel);

  const std::filesystem::path& root() const { return root_; }
  // Read when first asked for, so that one broken exercise does not stand in
  // the way of `explain`.
  const content::Course& course();

  bool stopped() const { return cancel_; }
  const std::atomic<bool>& cancel() const { return cancel_; }
  // Whether stdout is a terminal that wants colour.
  bool color() const { return color_; }
  void no_color() { color_ = false; }

  // The exercise that the student is at, if it has not been passed yet; else
  // the first that has not; null if all have.
  const content::Exercise* next_unsolved();

  // Settings without `cancel` get the one of the session.
  protocol::CheckResult check(const content::Exercise&,
                              const std::filesystem::path& submission,
                              judge::Settings);
  protocol::Failure replay(const content::Exercise&,
                           const std::filesystem::path& submission,
                           const protocol::Replay&, judge::Settings);

  // Anything else, a program for example; see judge/program.hpp.
  protocol::CheckResult check(judge::Assignment, judge::Settings);
  protocol::Failure replay(judge::Assignment, const protocol::Replay&,
                           judge::Settings);

  // What the program prints in one run; see judge/grade.hpp.
  std::string output(const judge::Assignment&);

  // Keeps the result for the student's own file. A folder that cannot be
  // written costs a note on stderr and never the verdict.
  void remember(const content::Exercise&, const protocol::CheckResult&);

  // The arguments behind "--".
  std::vector<std::string> rest;

  // For cross-checks: flags of protocol::RequestFlag added to every request,
  // and another toolchain than the usual one; before the first check.
  std::uint32_t extra_flags = 0;
  std::optional<sandbox::Toolchain> toolchain;

 private:
  judge::Judge& judge();

  std::filesystem::path root_;
  const std::atomic<bool>& cancel_;
  bool color_;
  std::optional<content::Course> course_;
  std::optional<judge::Judge> judge_;
};

// What the judge has to know of an exercise.
judge::Assignment assignment(const content::Exercise&,
                             const std::filesystem::path& submission);

// How wide a report may be: the columns of the terminal, within reason.
std::size_t width();

// The terminal's own size; 100 columns and no rows if there is none.
struct TerminalSize {
  std::size_t columns = 100, rows = 0;
  bool operator==(const TerminalSize&) const = default;
};
TerminalSize terminal_size();

// As the user would type it: relative if it is below the current folder.
std::filesystem::path as_typed(const std::filesystem::path&);

}  // namespace course::cli
