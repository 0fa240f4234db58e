#include "report/diagnostic_lines.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace course::report {

using protocol::Diagnostic;

namespace {

constexpr std::size_t most_diagnostics = 6;
constexpr std::size_t most_message_lines = 3;
constexpr std::size_t margin = 9;  // "    14 | "

void add(std::vector<std::string>& lines, const Diagnostic& d,
         const SourceLines& sources, std::size_t width, const Paint& paint) {
  std::string where = d.file;
  if (d.line > 0) where += fmt::format(":{}", d.line);
  if (d.line > 0 && d.column > 0) where += fmt::format(":{}", d.column);
  if (!where.empty()) where += ": ";
  const std::string severity = d.severity.empty() ? "error" : d.severity;
  const std::string message = where + severity + ": " + printable(d.message);
  const auto painted = [&](std::string text) {
    return where + paint.bad(severity) +
           text.substr(where.size() + severity.size());
  };
  if (!d.in_submission) {
    lines.push_back(painted(shorten_middle(message, width)));
    return;
  }
  // The point of a long message is often at its end.
  std::vector<std::string> parts =
      wrap(shorten_middle(message, most_message_lines * (width - 12)), width);
  parts.front() = painted(parts.front());
  lines.insert(lines.end(), parts.begin(), parts.end());

  const std::string source =
      printable(d.source.empty() ? sources.line(d.file, d.line) : d.source);
  if (source.empty()) return;
  const std::size_t room = width - margin;
  lines.push_back(
      fmt::format("{:>6} | {}", d.line, shorten_middle(source, room)));
  // A caret needs the line as it stands, indentation included.
  const bool whole = !d.source.empty() && columns(source) <= room;
  const auto column = static_cast<std::size_t>(std::max(d.column, 0));
  if (whole && column > 0 && column <= source.size() + 1)
    lines.push_back(fmt::format("{:>6} | {}{}", "",
                                std::string(column - 1, ' '), paint.bad("^")));
}

}  // namespace

std::vector<std::string> diagnostic_lines(
    std::vector<const Diagnostic*> diagnostics, const SourceLines& sources,
    std::size_t width, const Paint& paint) {
  std::ranges::stable_sort(diagnostics, std::ranges::greater{},
                           &Diagnostic::in_submission);
  std::vector<std::string> lines;
  std::size_t n = 0;
  for (const Diagnostic* d : diagnostics) {
    if (n++ == most_diagnostics) {
      lines.push_back(
          fmt::format("… and {} more", diagnostics.size() - most_diagnostics));
      break;
    }
    add(lines, *d, sources, width, paint);
  }
  return lines;
}

}  // namespace course::report
