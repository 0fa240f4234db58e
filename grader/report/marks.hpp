// The marks of a class: a table to look at, and files that other programs
// import.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace course::report {

// One student's exercise.
struct Mark {
  std::string student;   // any bytes
  std::string exercise;  // slug
  // A verdict, or "missing", "not-graded" (the file cannot be read) or "failed"
  // (the grader gave no answer).
  std::string verdict;
  int steps_passed = 0, steps = 0;
  std::string file;    // as found; may be empty
  std::string note;    // may be empty
  std::string replay;  // of a failing schedule; may be empty
};

// A line a student, a column an exercise, below `width` columns if that is
// possible; notes below. `marks` by student, each with the same exercises in
// the same order.
std::string marks_table(const std::vector<Mark>& marks, std::size_t width);

// RFC 4180: a head line, then student,exercise,verdict,steps_passed,steps,
// file,note,replay. A text that a spreadsheet would take for a formula gets a
// leading apostrophe.
std::string marks_csv(const std::vector<Mark>& marks);

// An array of objects with the same names.
nlohmann::ordered_json marks_json(const std::vector<Mark>& marks);

}  // namespace course::report
