// What can be linked to in a Markdown text, and what it links to.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace course::markdown {

struct Heading {
  unsigned level = 1;  // 1 to 6
  std::string text;    // without marks
  std::string anchor;  // as a forge makes it: "data-race"
};

struct Outline {
  std::vector<Heading> headings;
  std::vector<std::string> links;  // targets as written, pictures included
};

// GitHub's dialect of Markdown.
Outline outline(std::string_view text);

// The anchor of a heading of that text: lower case, spaces as '-', no other
// punctuation than '-' and '_'. A second heading of that name gets "-1".
std::string anchor(std::string_view heading);

}  // namespace course::markdown
