// A table with its columns lined up, as wide as it may be.
#pragma once

#include <string>
#include <vector>

#include "markdown/words.hpp"

namespace course::markdown {

using Row = std::vector<Words>;

// One line an element; the first row is the head. Cells that do not fit into
// `width` columns are wrapped, those of the widest columns first.
std::vector<std::string> table_lines(const std::vector<Row>& rows,
                                     std::size_t width);

}  // namespace course::markdown
