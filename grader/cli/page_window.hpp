// The part of a long page that fits into a terminal.
#pragma once

#include <cstddef>
#include <string>

namespace course::cli {

struct PageWindow {
  std::string text;
  std::size_t top = 0;  // the page's line that it begins with, from 0
  bool more_above = false, more_below = false;
};

// The lines of `page` from `top` on that fit into so many rows of so many
// columns, with those above that fit, too; all of them if `rows` is 0.
PageWindow window_of(const std::string& page, std::size_t columns,
                     std::size_t rows, std::size_t top);

// How many rows a terminal of so many columns needs for the text.
std::size_t rows_of(const std::string& text, std::size_t columns);

}  // namespace course::cli
