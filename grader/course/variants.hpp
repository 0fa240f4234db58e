// The submissions by which an exercise proves itself: its starter, its
// solution, and the files in right/ and wrong/ of its hidden tests.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "course/exercise.hpp"

namespace course::content {

struct Variant {
  std::string label;  // "starter", "solution", "wrong/lock_per_character"
  std::filesystem::path file;
  protocol::Verdict expected = protocol::Verdict::pass;
  std::string test;  // of wrong/: the one that it fails; empty: none is said
};

// The starter, the solution, then right/ and wrong/ by name. The first line of
// a file in wrong/ is `// expect: VERDICT`, the second `// test: NAME` unless
// no test is needed for the verdict. A file in right/ may begin with
// `// expect: pass`; it is graded by all tests.
// Throws CourseError if such a line is missing, misspelt, or expects the
// impossible.
std::vector<Variant> variants(const Exercise&);

// A file in wrong/ whose verdict needs it to run.
bool fails_a_test(const Variant&);

// The programs of the corpus (grader/corpus/{buggy,right}), which prove the
// engine as the files above prove an exercise. Throws in the same way.
std::vector<Variant> corpus(const std::filesystem::path& root);

// What is missing before the exercise is complete, a sentence each: a file,
// what the template left to the author, five wrong or two right variants.
std::vector<std::string> missing_parts(const Exercise&);

}  // namespace course::content
