// "Did you mean ...?": the known word that is closest to a misspelt one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace course::content {

// The least number of letters to insert, delete, replace or swap with their
// neighbour that turns one word into the other, no letter being touched twice.
std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate that was probably meant: one that begins with `word`, else the
// closest one if at most a third of its letters (at least one) are wrong. The
// first of several equally good ones; nothing if none comes near.
std::optional<std::string> closest(std::string_view word,
                                   const std::vector<std::string>& candidates);

}  // namespace course::content
