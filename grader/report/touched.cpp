#include "report/touched.hpp"

#include <map>

namespace course::report {

using protocol::Step;
using protocol::Trace;

std::uint64_t touched(const Step& s) {
  if (s.object != 0) return s.object;
  // Object numbers are 32 bits wide; the top bit keeps addresses apart.
  return s.address == 0 ? 0 : (std::uint64_t{1} << 63) | (s.address >> 3);
}

std::set<std::uint64_t> touched_by_many(const Trace& trace) {
  std::map<std::uint64_t, int> first;
  std::set<std::uint64_t> many;
  for (const Step& s : trace.steps) {
    const std::uint64_t thing = touched(s);
    if (thing == 0) continue;
    const auto [known, is_new] = first.emplace(thing, s.task);
    if (!is_new && known->second != s.task) many.insert(thing);
  }
  return many;
}

bool may_overlap(std::uint64_t a, std::uint32_t a_size, std::uint64_t b,
                 std::uint32_t b_size) {
  if (a == 0 || b == 0) return true;
  return a < b + b_size && b < a + a_size;
}

bool has_number(const Step& s) {
  if (s.address == 0 || s.size == 0 || s.size > 8) return false;
  if (s.size == 1) return s.value == 0 || s.value == 1;
  constexpr std::int64_t large = 1'000'000'000;
  return -large < s.value && s.value < large;
}

}  // namespace course::report
