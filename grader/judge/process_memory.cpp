#include "judge/process_memory.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

namespace course::judge {

void keep_processes_apart(protocol::Trace& trace) {
  std::map<int, std::uint64_t> process;  // by task, of the forked ones
  for (const protocol::TaskSummary& t : trace.tasks)
    if (t.process > 1) process[t.id] = static_cast<std::uint64_t>(t.process);
  if (process.empty()) return;
  struct Range {
    std::uint64_t begin, size;
  };
  std::vector<Range> mapped;
  for (const protocol::Step& s : trace.steps)
    if (s.operation == protocol::Operation::map)
      mapped.push_back({s.address, s.size});
  const auto tell_apart = [&](auto& touch) {
    const auto found = process.find(touch.task);
    if (found == process.end() || touch.address == 0) return;
    const bool common = std::ranges::any_of(mapped, [&](const Range& m) {
      return touch.address - m.begin < m.size;
    });
    // Addresses of a program have 47 bits.
    if (!common) touch.address |= found->second << 56;
  };
  for (protocol::Step& s : trace.steps) tell_apart(s);
  for (protocol::Access& a : trace.accesses) tell_apart(a);
}

}  // namespace course::judge
