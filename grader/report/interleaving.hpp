// The table of a report: one row a step, one column a task, in the notation of
// the lessons. With more than three tasks, or too little width, the task's name
// stands in the row instead.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "protocol/result.hpp"
#include "report/layout.hpp"
#include "report/source_lines.hpp"
#include "report/step_selection.hpp"

namespace course::report {

struct TableOptions {
  std::size_t width = 98;
  std::size_t rows = most_rows;  // without the heading
  bool color = false;
};

// The heading and the rows, not indented; empty if the trace shows nothing.
std::vector<std::string> interleaving(const protocol::Failure&,
                                      const SourceLines&, const TableOptions&);

// Variables of the submission, by the last part of their name, of which the
// trace knows no more than a number.
struct Declared {
  std::set<std::string> flags;  // true or false
  std::set<std::string> enums;
};

// What the source line alone does not tell: "waits", "fails", "unlocks", "reads
// 100"; may be empty.
std::string row_note(const protocol::Failure&, const Row&,
                     const std::string& source, const Declared& = {});

// "spurious wake-up" and the like; "injected fault" for an unknown one.
std::string fault_note(const protocol::Step&);

}  // namespace course::report
