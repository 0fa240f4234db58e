// Markdown for somebody who reads in a terminal: paragraphs wrapped, code and
// diagrams as they stand, tables lined up, comments and tags left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace course::markdown {

struct TerminalOptions {
  std::size_t width = 80;  // columns, at least 20; code is never wrapped
  bool color = false;
};

// The text, or only the section under the heading with that anchor; empty if
// there is none.
std::string to_terminal(std::string_view markdown, const TerminalOptions&,
                        std::string_view anchor = {});

}  // namespace course::markdown
