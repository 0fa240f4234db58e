// Text that lines up: widths, padding, shortening, numbers, colour.
//
// A column is a UTF-8 code point. That is wrong for wide and combining
// characters and right for source code, which is nearly all ASCII.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace course::report {

// Safe for a terminal: a tab becomes one space, any other control character
// '?', so that a submission cannot move the cursor from inside a report.
std::string printable(std::string_view text);

std::size_t columns(std::string_view text);

// Spaces added on the right up to `width`; never cuts.
std::string pad(std::string text, std::size_t width);

// At most `width` columns; what is too much is taken out of the middle, where
// "…" stands for it. The end of a source line says as much as its beginning.
std::string shorten_middle(std::string_view text, std::size_t width);

// Broken at spaces into lines of at most `width` columns. A longer word gets a
// line of its own.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

std::string join(const std::vector<std::string>& parts, std::string_view glue);
// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& parts,
                   std::string_view last_glue = " and ");

std::string grouped(std::uint64_t n);  // 1555 is "1,555"
// "1 order", "1,555 orders".
std::string counted(std::uint64_t n, std::string_view noun);
// "one" to "twelve", then digits.
std::string in_words(std::uint64_t n);

// Marks text for a terminal, or leaves it alone. Pad first, paint afterwards.
class Paint {
 public:
  explicit Paint(bool on) : on_(on) {}
  std::string good(std::string_view s) const { return wrapped("1;32", s); }
  std::string bad(std::string_view s) const { return wrapped("1;31", s); }
  std::string note(std::string_view s) const { return wrapped("33", s); }
  std::string dim(std::string_view s) const { return wrapped("2", s); }
  std::string command(std::string_view s) const { return wrapped("36", s); }

 private:
  std::string wrapped(std::string_view code, std::string_view s) const;
  bool on_;
};

}  // namespace course::report
