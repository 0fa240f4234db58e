#include "report/layout.hpp"

#include <array>

namespace course::report {
namespace {

bool continues(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The byte at which column `n` begins; the size if there are fewer.
std::size_t byte_of(std::string_view text, std::size_t n) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (!continues(text[i]) && n-- == 0) return i;
    ++i;
  }
  return i;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c == '\t') c = ' ';
    const auto u = static_cast<unsigned char>(c);
    if (u < 0x20 || u == 0x7F) c = '?';
  }
  return out;
}

std::size_t columns(std::string_view text) {
  std::size_t n = 0;
  for (char c : text) n += !continues(c);
  return n;
}

std::string pad(std::string text, std::size_t width) {
  const std::size_t have = columns(text);
  if (have < width) text.append(width - have, ' ');
  return text;
}

std::string shorten_middle(std::string_view text, std::size_t width) {
  const std::size_t have = columns(text);
  if (have <= width) return std::string(text);
  if (width == 0) return "";
  // Two thirds in front: a statement is recognised by how it begins.
  const std::size_t back = (width - 1) / 3, front = width - 1 - back;
  std::string out(text.substr(0, byte_of(text, front)));
  out += "…";
  out += text.substr(byte_of(text, have - back));
  return out;
}

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!line.empty() && columns(line) + 1 + columns(word) > width) {
      lines.push_back(std::move(line));
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  lines.push_back(std::move(line));
  return lines;
}

std::string join(const std::vector<std::string>& parts, std::string_view glue) {
  std::string out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) out += glue;
    out += parts[i];
  }
  return out;
}

std::string listed(const std::vector<std::string>& parts,
                   std::string_view last_glue) {
  if (parts.empty()) return "";
  const std::vector<std::string> front(parts.begin(), parts.end() - 1);
  std::string out = join(front, ", ");
  if (!front.empty()) out += last_glue;
  return out + parts.back();
}

std::string grouped(std::uint64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t at = digits.size(); at > 3; at -= 3)
    digits.insert(at - 3, ",");
  return digits;
}

std::string counted(std::uint64_t n, std::string_view noun) {
  return grouped(n) + " " + std::string(noun) + (n == 1 ? "" : "s");
}

std::string in_words(std::uint64_t n) {
  static constexpr std::array<std::string_view, 13> words{
      "no",    "one",   "two",  "three", "four",   "five",  "six",
      "seven", "eight", "nine", "ten",   "eleven", "twelve"};
  return n < words.size() ? std::string(words[n]) : grouped(n);
}

std::string Paint::wrapped(std::string_view code, std::string_view s) const {
  if (!on_ || s.empty()) return std::string(s);
  return "\033[" + std::string(code) + "m" + std::string(s) + "\033[0m";
}

}  // namespace course::report
