#include "judge/memory_orders.hpp"

#include "judge/symbols.hpp"

namespace course::judge {
namespace {

bool ends_with(const std::string& s, std::string_view end) {
  return s.size() >= end.size() &&
         s.compare(s.size() - end.size(), end.size(), end) == 0;
}

bool is_atomic_header(const std::string& file) {
  return ends_with(file, "/atomic") || ends_with(file, "/bits/atomic_base.h");
}

}  // namespace

bool uses_weak_orders(const std::vector<std::uint64_t>& places,
                      const Worker& worker, const Assignment& a) {
  if (places.empty()) return false;
  Symbols symbols(worker.program(), source_names(a), a.scenarios.filename());
  symbols.stack(places);
  symbols.resolve();
  for (const std::uint64_t pc : places)
    for (const auto& f : symbols.stack({pc})) {
      if (f.owner == protocol::Owner::submission) return true;
      if (!is_atomic_header(f.file))
        break;  // shared_ptr, function statics, ...: the library's own affair
    }
  return false;
}

}  // namespace course::judge
