#include "report/touched.hpp"

#include <algorithm>
#include <map>

namespace course::report {

using protocol::Step;
using protocol::Trace;

std::uint64_t touched(const Step& s) {
  // One variable may have several names or numbers, one for each of its parts.
  const bool plain = s.operation == protocol::Operation::read ||
                     s.operation == protocol::Operation::write;
  if (s.object != 0 && (!plain || s.address == 0)) return s.object;
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
  const std::int64_t n = number_of(s);
  if (s.size == 1) return n == 0 || n == 1;
  constexpr std::int64_t large = 1'000'000'000;
  return -large < n && n < large;
}

std::int64_t number_of(const Step& s) {
  // Atomics come as they lie in memory.
  if (s.size == 4) return static_cast<std::int32_t>(s.value);
  if (s.size == 2) return static_cast<std::int16_t>(s.value);
  return s.value;
}

std::pair<std::size_t, std::size_t> others_alive(const Trace& trace) {
  std::size_t first = trace.steps.size(), last = 0;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    if (trace.steps[i].task == 1) continue;
    first = std::min(first, i);
    last = i;
  }
  if (first > last) return {0, trace.steps.size()};  // nobody else ever ran
  return {first, last};
}

}  // namespace course::report
