#include "report/trace_search.hpp"

namespace course::report {

Position position_of(const protocol::Trace& trace, std::uint32_t index) {
  return last(trace, trace.steps.size(),
              [&](const protocol::Step& s) { return s.index == index; });
}

bool same_line(const protocol::Stack& a, const protocol::Stack& b) {
  const protocol::Frame* x = protocol::shown_frame(a);
  const protocol::Frame* y = protocol::shown_frame(b);
  return x != nullptr && y != nullptr && x->line == y->line &&
         x->file == y->file;
}

}  // namespace course::report
