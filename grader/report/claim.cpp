#include "report/claim.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "report/layout.hpp"

namespace course::report {

using protocol::Coverage;

namespace {

// Orders that searches have certainly tried up to that many delays. The largest
// number stands for more.
std::uint64_t within(const std::vector<Coverage>& all, int bound) {
  std::uint64_t n = 0;
  for (const Coverage& c : all)
    for (std::size_t d = 0; d < c.bound_counts.size(); ++d)
      if (static_cast<int>(d) <= bound &&
          __builtin_add_overflow(n, c.bound_counts[d], &n))
        return UINT64_MAX;
  return n;
}

std::string in_scenarios(const std::vector<Coverage>& all) {
  std::set<std::string> names;
  for (const Coverage& c : all) names.insert(c.scenario);
  return names.size() < 2 ? "" : fmt::format(" in {} scenarios", names.size());
}

// A search that its test has cut short says nothing of the others.
bool is_cut_short(const Coverage& c) { return c.limited && !c.exhausted; }

std::vector<Coverage> explored(const std::vector<Coverage>& all) {
  std::vector<Coverage> some;
  std::ranges::remove_copy_if(all, std::back_inserter(some), is_cut_short);
  return some;
}

std::string cut_short(const std::vector<Coverage>& all) {
  std::uint64_t searches = 0, orders = 0;
  for (const Coverage& c : all)
    if (is_cut_short(c)) ++searches, orders += c.schedules;
  return searches == 0
             ? ""
             : fmt::format("; {} search{} limited to {}{}", searches,
                           searches == 1 ? "" : "es", counted(orders, "order"),
                           searches == 1 ? "" : " in all");
}

}  // namespace

std::string claimed_orders(const std::vector<Coverage>& all) {
  std::uint64_t schedules = 0, samples = 0;
  bool exhausted = true;
  int bound = INT32_MAX;
  for (const Coverage& c : all) {
    schedules += c.schedules;
    samples += c.samples;
    exhausted &= c.exhausted;
    if (!c.exhausted) bound = std::min(bound, c.completed_bound);
  }
  if (schedules == 0) return "no order was tried";
  const std::string where = in_scenarios(all);
  if (exhausted) {
    const std::uint64_t orders = within(all, INT32_MAX);
    if (orders == 1) return "the only order there is";
    const std::string run =
        schedules < orders
            ? fmt::format(", by running {} of them", grouped(schedules))
            : "";
    return orders == UINT64_MAX
               ? fmt::format("all orders{}, more than 10^19{}", where, run)
               : fmt::format("all {}{}{}", counted(orders, "order"), where,
                             run);
  }
  const std::string then =
      samples == 0 ? "" : fmt::format(", then {} sampled", grouped(samples));
  if (bound < 0)
    return fmt::format("{} tried{}, no bound completed{}",
                       counted(schedules - samples, "order"), where, then);

  const std::string delays =
      bound == 0 ? "without a delay"
                 : "with at most " +
                       counted(static_cast<std::uint64_t>(bound), "delay");
  return fmt::format("every order {} ({}){}{}", delays,
                     grouped(within(all, bound)), where, then);
}

std::string fault_names(std::uint32_t faults) {
  std::vector<std::string> names;
  if (faults & protocol::fault_spurious_wakeup)
    names.push_back("spurious wake-ups");
  if (faults & protocol::fault_early_timeout)
    names.push_back("early time-outs");
  if (faults & protocol::fault_weak_cas)
    names.push_back("failures of compare_exchange_weak");
  if (faults & protocol::fault_thread_creation)
    names.push_back("threads that cannot be made");
  if (faults & protocol::fault_allocation)
    names.push_back("failing allocations");
  if (faults & protocol::fault_callback_throws)
    names.push_back("callbacks that throw");
  if (faults & protocol::fault_memory_reuse)
    names.push_back("freed memory used again");
  if (faults & protocol::fault_fork)
    names.push_back("processes that cannot be made");
  if (faults & protocol::fault_interrupt) names.push_back("interrupted calls");
  if (faults & protocol::fault_short_read) names.push_back("short reads");
  if (faults & protocol::fault_short_write) names.push_back("short writes");
  if (faults & protocol::fault_small_pipe) names.push_back("pipes of one page");
  if (faults & protocol::fault_mapping)
    names.push_back("mappings that cannot be made");
  if (faults & protocol::fault_killed) names.push_back("killed processes");
  return names.empty() ? "no faults" : listed(names);
}

std::string claim(const std::vector<Coverage>& all) {
  std::uint32_t faults = 0;
  std::size_t with_faults = 0;
  std::uint64_t reuse = 0;
  for (const Coverage& c : all) {
    reuse += c.memory_reuse_schedules;
    faults |= c.faults;
    with_faults += c.faults != 0;
  }
  const std::string part =
      with_faults == 0 || with_faults == all.size()
          ? ""
          : fmt::format(" in {} of {} searches", with_faults, all.size());
  // See most_faults in runtime/core/faults.cpp.
  const std::string most = with_faults == 0 ? "" : ", at most two an order";
  const std::string reused =
      reuse == 0 ? ""
                 : fmt::format("; {} with freed memory used again",
                               counted(reuse, "more order"));
  const std::vector<Coverage> some = explored(all);
  return fmt::format("{}{}{}; {} injected{}{}; sequentially consistent memory",
                     claimed_orders(some.empty() ? all : some), cut_short(all),
                     reused, fault_names(faults), part, most);
}

std::string weak_order_remark(const std::vector<Coverage>& all) {
  const bool weak =
      std::ranges::any_of(all, [](const Coverage& c) { return c.weak_orders; });
  return weak ? "weaker memory orders were checked for races, not for stale "
                "values"
              : "";
}

}  // namespace course::report
