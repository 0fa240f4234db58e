// The rows of a table in short; for tests only.
#pragma once

#include <string>
#include <vector>

#include "report/fixtures.hpp"
#include "report/step_selection.hpp"

namespace course::report::fixtures {

// "1:14 2:14 1:…": thread and line of every row.
inline std::string shown_rows(const std::vector<Row>& rows) {
  std::string text;
  for (const Row& r : rows) {
    if (!text.empty()) text += ' ';
    text += std::to_string(r.task - 1) + ":";
    text += r.gap ? "…" : std::to_string(r.where.line);
  }
  return text;
}

inline std::string shown_rows(const TraceBuilder& t, protocol::Verdict v,
                              std::size_t limit = most_rows) {
  protocol::Failure f;
  f.verdict = v;
  f.trace = t.trace();
  return shown_rows(select_rows(f, limit));
}

}  // namespace course::report::fixtures
