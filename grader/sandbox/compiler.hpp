// Turns a submission and the hidden scenarios of its exercise into a worker
// program. The result is kept under the hash of everything that went into it,
// so the same text is compiled once.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "protocol/result.hpp"
#include "sandbox/toolchain.hpp"

namespace course::sandbox {

struct Submission {
  std::string exercise;             // slug "02-locks/account"
  std::filesystem::path file;       // the student's; copied as `header`
  std::string header;               // "account.hpp"
  std::filesystem::path scenarios;  // account_scenarios.cpp, absolute
  // Names of the scenarios that the worker is made for; none: all of them.
  std::vector<std::string> wanted;
};

struct Built {
  bool ok = false;
  // In a folder with a copy of the submission, under its header name. In its
  // debug information the submission is called "/submission/./account.hpp"
  // wherever that folder lies, the scenarios by their path.
  std::filesystem::path worker;
  // The submission's first; template noise cut. Line 0: the file as a whole.
  std::vector<protocol::Diagnostic> diagnostics;
  // Not empty: the compiler was stopped by a limit; the sentence to show.
  std::string refused;
  double compile_seconds = 0, link_seconds = 0;
  bool cached = false;
  bool cancelled = false;  // by the flag or by interrupt_all()
};

// May be called by several threads and processes at a time, for the same text
// too. Throws CourseError if a file cannot be read or is larger than 1 MiB, or
// if the compiler cannot be started.
Built build(const Toolchain&, const Submission&,
            const std::atomic<bool>* cancel = nullptr);

}  // namespace course::sandbox
