// Results as the subcommands print them: the words come from report/, what is
// known about the student, the course and the terminal from here.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "cli/session.hpp"
#include "cli/submissions.hpp"
#include "protocol/result.hpp"

namespace course::cli {

// The report. It names a lesson only if the course has it, and a hint only if
// one is left.
std::string text(Session&, const Submission&, const protocol::CheckResult&);

// The same of a check that goes on: see BackgroundCheck::news().
std::string text_so_far(Session&, const Submission&,
                        const protocol::CheckResult&);

// The whole schedule, step by step.
std::string text(Session&, const Submission&, const protocol::Failure&);

nlohmann::ordered_json json(const Submission&, const protocol::CheckResult&);

// As it can be pasted into a shell.
std::string shell_word(const std::string&);

// A line on stderr that the next one replaces; nothing unless that is a
// terminal. An empty one takes it away.
void progress(const std::string& what);

// Bytes that are not UTF-8 become U+FFFD.
void print(const nlohmann::ordered_json&);

}  // namespace course::cli
