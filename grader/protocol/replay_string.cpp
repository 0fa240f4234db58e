// The grammar, all numbers in base 36, lower case, without leading zeros:
//
//   replay = exploration ["~" faults] {"." point ["+" choice]} "-" check
//
// Parsing is strict because a replay string is typed and pasted by people: a
// slip must be refused, not read as some other schedule. So a text is valid
// exactly if writing down what was read gives the same text again, and the
// reader below needs no rule of its own for leading zeros, "+1" or "~0".
#include <charconv>

#include "protocol/schedule.hpp"

namespace course::protocol {
namespace {

void append(std::string& text, std::uint32_t number) {
  char digits[8];  // 2^32 has seven digits in base 36
  const auto end = std::to_chars(digits, digits + sizeof digits, number, 36);
  text.append(digits, end.ptr);
}

// Takes a number off the front of `text`.
bool take(std::string_view& text, std::uint32_t& number) {
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number, 36);
  if (read.ec != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return true;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

bool ascending(const std::vector<Deviation>& deviations) {
  std::uint32_t last = 0;  // points count from 1
  for (const Deviation& d : deviations) {
    if (d.point <= last || d.choice == 0) return false;
    last = d.point;
  }
  return true;
}

}  // namespace

std::string to_string(const Replay& replay) {
  std::string text;
  append(text, replay.exploration);
  if (replay.faults != 0) {
    text += '~';
    append(text, replay.faults);
  }
  for (const Deviation& d : replay.deviations) {
    text += '.';
    append(text, d.point);
    if (d.choice != 1) {
      text += '+';
      append(text, d.choice);
    }
  }
  text += '-';
  append(text, replay.check);
  return text;
}

std::optional<Replay> replay_from_string(std::string_view text) {
  Replay replay;
  std::string_view rest = text;
  if (!take(rest, replay.exploration)) return std::nullopt;
  if (take(rest, '~') && !take(rest, replay.faults)) return std::nullopt;
  while (take(rest, '.')) {
    Deviation d{0, 1};
    if (!take(rest, d.point)) return std::nullopt;
    if (take(rest, '+') && !take(rest, d.choice)) return std::nullopt;
    replay.deviations.push_back(d);
  }
  if (!take(rest, '-') || !take(rest, replay.check)) return std::nullopt;
  if (replay.exploration == 0 || !ascending(replay.deviations))
    return std::nullopt;
  if (to_string(replay) != text) return std::nullopt;
  return replay;
}

}  // namespace course::protocol
