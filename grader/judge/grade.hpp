// The judge: grades a submission, replays a schedule of it.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "judge/known_searches.hpp"
#include "judge/session.hpp"
#include "judge/worker.hpp"
#include "protocol/result.hpp"
#include "protocol/schedule.hpp"
#include "sandbox/compiler.hpp"
#include "sandbox/program_compiler.hpp"
#include "sandbox/toolchain.hpp"

namespace course::judge {

// What is to be graded, and how.
struct Assignment {
  std::string exercise;              // slug: "02-locks/account"
  std::filesystem::path submission;  // the student's file
  std::string header;               // the name it is included by: "account.hpp"
  std::filesystem::path scenarios;  // account_scenarios.cpp
  // Instead of the three above: a whole program.
  std::optional<sandbox::Program> program;
  std::string again;  // the command that grades it: "./course check account"
  Terms terms;
  std::vector<std::string> forbidden;  // names that the submission must not use
  struct Step {
    std::string title;
    std::vector<std::string>
        tests;  // names of test cases in the suite `exercise`
  };
  std::vector<Step> steps;  // in order; grading ends at the first that fails
};

// Base names of the files that are the submission.
std::set<std::string> source_names(const Assignment&);

struct Settings : Budget {
  unsigned parallel =
      std::max(1u, std::thread::hardware_concurrency());  // workers at a time
  const std::atomic<bool>* cancel = nullptr;
  // Not empty: the submission is compiled for this test alone and judged by it.
  std::string only_test;
  // Nothing is replayed for a report: a result has its verdict and no failure.
  bool verdict_only = false;
  // Called by the thread that checks: with each step that passes, and with the
  // verdict as soon as it is certain. What is to show it is not gathered yet.
  // May be empty.
  std::function<void(const protocol::CheckResult&)> on_news;
  // Not null: filled and used; for checks of the same submission that differ in
  // the seed only.
  std::shared_ptr<KnownSearches> searches;
};

class Judge {
 public:
  explicit Judge(sandbox::Toolchain toolchain)
      : toolchain_(std::move(toolchain)) {}

  // Throws CourseError if a file cannot be read, Cancelled if the user
  // interrupts, InternalError if a hidden test is badly made.
  protocol::CheckResult check(const Assignment&, const Settings&);

  // The one schedule, with every step. Throws CourseError if the string does
  // not belong to this program: the divergence is said.
  protocol::Failure replay(const Assignment&, const protocol::Replay&,
                           const Settings&);

  // What a whole program prints in the order without a delay, in virtual time.
  // Throws CourseError if it does not compile or does not end by itself.
  std::string output(const Assignment&, const Settings&) const;

 private:
  sandbox::Built build(const Assignment&, const Settings&) const;
  sandbox::Toolchain toolchain_;
};

}  // namespace course::judge
