#include "runtime/core/faults.hpp"

#include "runtime/core/scheduler.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

// More than two at a time teach nothing, and there is a choice wherever one
// may happen.
constexpr std::uint32_t most_faults = 2;

}  // namespace

bool inject(Fault fault, SyncObject* object, Address site) {
  Scheduler& s = rt().scheduler;
  if (!(rt().faults & fault) || s.probing) return false;
  if (s.faults == most_faults) return false;
  if (choose(ChoiceKind::fault, 2) == 0) return false;
  ++s.faults;
  if (rt().tracing.on) trace_fault(fault, object, site);
  return true;
}

bool inject_failure(Fault fault, Address site) {
  return current->may_fail && inject(fault, nullptr, site);
}

}  // namespace course::runtime
