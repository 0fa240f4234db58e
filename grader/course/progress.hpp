// What a student has reached, kept in .course/progress.json: a convenience,
// never part of a verdict.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "protocol/verdict.hpp"

namespace course::content {

struct Progress {
  struct Hints {
    int shown = 0;                             // of the three
    std::optional<protocol::Verdict> verdict;  // its hint has been shown
  };

  std::set<std::string>
      passed;  // slugs; once solved is solved, until forgotten
  std::map<std::string, protocol::Verdict> last;  // slug -> last verdict
  std::map<std::string, Hints> hints;             // by slug
  std::map<std::string, std::string> replay;  // slug -> last failing schedule
  std::string current;  // slug of the exercise graded last; may be empty

  // As if the exercise had never been touched.
  void forget(const std::string& slug);
};

// Empty if there is none yet. Throws CourseError if the file makes no sense.
Progress load_progress(const std::filesystem::path& root);

// Loads, lets `change` change, and saves, all under one lock: two commands at a
// time lose nothing. Throws CourseError if the file cannot be written.
void update_progress(const std::filesystem::path& root,
                     const std::function<void(Progress&)>& change);

}  // namespace course::content
