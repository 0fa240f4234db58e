// Pages of text that a subcommand prints and the watch shows at a key; each is
// defined beside its subcommand.
#pragma once

#include <string>

#include "cli/session.hpp"
#include "cli/submissions.hpp"

namespace course::cli {

// The exercises, and which of them are solved.
std::string list_page(Session&);

// The next hint; each call moves on.
struct HintPage {
  std::string text;
  bool more = false;  // hints are left
};
// `how`: what to type or press for one more.
HintPage hint_page(Session&, const content::Exercise&, const std::string& how);

// Puts the starter back and says where what was there is kept.
std::string reset_page(Session&, const content::Exercise&);

std::string solution_page(const content::Exercise&);

// What a verdict means.
std::string explain_page(const Session&, protocol::Verdict);

// The statement of the exercise.
std::string task_page(const Session&, const content::Exercise&);

}  // namespace course::cli
