// The report for machines: everything that a CheckResult says, with the words
// of protocol/ for verdicts, operations and kinds of objects.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "protocol/result.hpp"
#include "report/source_lines.hpp"

namespace course::report {

// Raised when a key changes its meaning or goes; new keys do not raise it.
inline constexpr int json_format = 1;

nlohmann::ordered_json to_json(const protocol::CheckResult&,
                               const SourceLines&);

// to_json as indented text with a line end. Bytes of the program's output that
// are not UTF-8 become U+FFFD.
std::string json_text(const protocol::CheckResult&, const SourceLines&);

}  // namespace course::report
