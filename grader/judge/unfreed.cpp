#include "judge/unfreed.hpp"

#include <fmt/format.h>

#include <map>

#include "judge/trace_reader.hpp"
#include "protocol/wire.hpp"

namespace course::judge {

std::string unfreed_memory(const Worker& worker, const Assignment& a) {
  Question q;
  q.scenario = "main";
  q.step_limit = a.terms.step_limit;
  q.flags = a.terms.flags | protocol::trace_allocations;
  const Answer answer = worker.trace(q, {});
  if (answer.collapse ||
      (*answer.mapping)->response.step_count >= protocol::max_trace_steps)
    return "";  // what is freed later is not recorded
  protocol::Trace trace;
  try {
    Symbols symbols(worker.program(), source_names(a), "");
    trace = read_trace(**answer.mapping, symbols);
  } catch (const protocol::MalformedAnswer&) {
    return "";
  }
  std::map<std::uint64_t, const protocol::Step*> blocks;
  for (const protocol::Step& s : trace.steps) {
    const protocol::Frame* where = protocol::shown_frame(s.stack);
    if (s.operation == protocol::Operation::allocate && where)
      blocks[s.address] = &s;
    if (s.operation == protocol::Operation::free) blocks.erase(s.address);
  }
  if (blocks.empty()) return "";
  std::uint64_t bytes = 0;
  for (const auto& [address, step] : blocks) bytes += step->size;
  const protocol::Frame& first =
      *protocol::shown_frame(blocks.begin()->second->stack);
  return fmt::format(
      "{} of memory ({} bytes) {} not freed in the order without a delay; "
      "allocated at {}:{}{}",
      blocks.size() == 1 ? "a block" : fmt::format("{} blocks", blocks.size()),
      bytes, blocks.size() == 1 ? "is" : "are", first.file, first.line,
      blocks.size() == 1 ? "" : " and later");
}

}  // namespace course::judge
