// An exercise as its folder describes it. One slug, four trees:
//
//   exercises/02-locks/account/      exercise.toml, README.md, account.hpp
//   solutions/02-locks/account/      account.hpp, filled in
//   grader/tests/02-locks/account/   account_scenarios.cpp, account_test.cpp,
//                                    starter/ wrong/ right/
//   lessons/02-locks/                what explains it
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "protocol/verdict.hpp"

namespace course::content {

// A group of tests; steps are done in order and the first that fails is shown.
struct Step {
  std::string title;
  std::vector<std::string> tests;  // names of doctest test cases; at least one
};

struct Exercise {
  std::filesystem::path root;  // of the course
  std::string lesson;          // "02-locks"
  std::string name;            // "account": unique in the course

  std::string title;
  std::string kind;                    // "warm-up", "core" or "stretch"
  std::string summary;                 // one line
  std::string file;                    // "account.hpp": a plain file name
  std::uint32_t waiting = 0;           // of protocol::RequestFlag
  std::vector<std::string> forbidden;  // names that the file must not use
  std::string read;                    // "lessons/02-locks#two-locks"
  std::vector<std::string> hints;  // exactly three: question, idea, almost code
  std::map<protocol::Verdict, std::string> verdict_hints;
  std::map<protocol::Verdict, std::string> verdict_read;  // before `read`
  std::vector<Step> steps;                                // at least one

  std::string slug() const { return lesson + "/" + name; }

  std::filesystem::path folder() const;      // in exercises/
  std::filesystem::path tests() const;       // in grader/tests/
  std::filesystem::path submission() const;  // the student's file
  std::filesystem::path starter() const;     // the file as it is shipped
  std::filesystem::path solution() const;    // the file, filled in
  std::filesystem::path scenarios() const;   // <name>_scenarios.cpp
};

// Reads <root>/exercises/<lesson>/<name>/exercise.toml. Throws CourseError,
// with file and line, for anything missing, unknown or of the wrong kind.
Exercise read_exercise(const std::filesystem::path& root,
                       const std::string& lesson, const std::string& name);

// The same, from text; `where` is what errors call the file.
Exercise parse_exercise(std::string_view text, const std::string& where);

}  // namespace course::content
