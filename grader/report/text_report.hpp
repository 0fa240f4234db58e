// The report a student reads: five parts, always in the same order. The verdict
// in a sentence; each task with the reader's own lines; the shortest
// interleaving; where it was found and how to replay it; what to read next.
// Never more than thirty lines.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "protocol/result.hpp"
#include "report/source_lines.hpp"

namespace course::report {

inline constexpr std::size_t most_report_lines = 30;

struct TextOptions {
  std::size_t width = 100;  // columns; at least 60
  bool color = false;
  // As the user types it: "account". Empty: the last part of the slug.
  std::string exercise;
  // "lessons/02-locks#data-race"; empty if there is none to read.
  std::string lesson;
  std::string
      replay_options;  // " --file F" if it is not the student's own file
  // Of a whole program: the command that shows a schedule is the first, the
  // replay string, and the second. Empty: an exercise.
  std::string replay_command, replay_command_end;
  bool next_hint = false;  // a hint is left to show
  // The verdict of the check before this one, to say what has changed.
  std::optional<protocol::Verdict> previous;
};

// Ends with a line end.
std::string text_report(const protocol::CheckResult&, const SourceLines&,
                        const TextOptions&);

// Of a check that goes on: the steps that pass so far; of one whose verdict is
// certain, the report without what shows it. Ends with a line end.
std::string report_so_far(const protocol::CheckResult&, const SourceLines&,
                          const TextOptions&);

// Where the course explains a verdict: "10-deadlock-and-starvation#deadlock".
// The caller puts it into TextOptions::lesson if that lesson exists.
std::string lesson_section(protocol::Verdict);

}  // namespace course::report
