#include "report/conflicts.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "report/frames.hpp"
#include "report/touched.hpp"

namespace course::report {

using protocol::Failure;
using protocol::Frame;
using protocol::Operation;
using protocol::Owner;
using protocol::Step;
using protocol::Trace;

namespace {

// Longer runs are looked at from their end.
constexpr std::size_t most_accesses = 1500;

enum class Kind { direct, inside, callback };

struct Use {
  std::size_t at;  // in Trace::steps
  int task;
  bool writes;
  Kind kind;
  int call;  // the scenario's line that called the submission
};

bool reads_or_writes(Operation o) {
  return o == Operation::read || o == Operation::write ||
         o == Operation::load || o == Operation::store ||
         o == Operation::exchange || o == Operation::compare_exchange;
}

// The scenario's line in the task's own function, not in a callback.
int call_line(const Step& s) {
  bool inside = false;
  for (const Frame& f : s.stack) {
    inside |= f.owner == Owner::submission;
    if (inside && f.owner == Owner::scenario) return f.line;
  }
  return 0;
}

using Accesses = std::map<std::uint64_t, std::vector<Use>>;

Accesses collect(const Trace& trace) {
  const auto [begin, end] = others_alive(trace);
  Accesses all;
  std::size_t n = 0;
  for (std::size_t i = std::min(end + 1, trace.steps.size()); i-- > begin;) {
    const Step& s = trace.steps[i];
    if (!reads_or_writes(s.operation) || s.address == 0) continue;
    const Frame* shown = protocol::shown_frame(s.stack);
    if (shown == nullptr || shown->owner != Owner::submission) continue;
    if (belongs_to_free(trace, i)) continue;
    const Kind kind = is_direct(s)           ? Kind::direct
                      : in_callback(s.stack) ? Kind::callback
                                             : Kind::inside;
    // The counters of shared pointers and futures decide nothing.
    if (s.atomic && kind != Kind::direct) continue;
    if (++n > most_accesses) break;
    const bool writes =
        s.operation != Operation::read && s.operation != Operation::load &&
        !(s.operation == Operation::compare_exchange && s.failed);
    all[s.address].push_back({i, s.task, writes, kind, call_line(s)});
  }
  for (auto& [address, list] : all) std::ranges::reverse(list);
  std::erase_if(all, [](const auto& entry) {
    const auto& list = entry.second;
    return std::ranges::all_of(
               list,
               [&](const Use& a) { return a.task == list.front().task; }) ||
           std::ranges::none_of(list, &Use::writes);
  });
  return all;
}

// One access, and then a conflicting one of another task.
struct Edge {
  Use from, to;
  std::uint64_t address;
  int cost;
};

std::set<std::int64_t> numbers_in(const std::string& text) {
  std::set<std::int64_t> found;
  for (std::size_t i = 0; i < text.size();) {
    if (!std::isdigit(static_cast<unsigned char>(text[i]))) {
      ++i;
      continue;
    }
    const bool word =
        i > 0 && (std::isalpha(static_cast<unsigned char>(text[i - 1])) != 0);
    const bool minus = i > 0 && text[i - 1] == '-';
    std::int64_t n = 0;
    for (; i < text.size() && std::isdigit(static_cast<unsigned char>(text[i]));
         ++i)
      if (n < 1'000'000'000) n = 10 * n + (text[i] - '0');
    if (!word) found.insert(minus ? -n : n);
  }
  return found;
}

class Search {
 public:
  explicit Search(const Failure& f)
      : trace_(f.trace),
        seen_(numbers_in(f.seen)),
        accesses_(collect(f.trace)) {
    for (const auto& [address, list] : accesses_) add_edges(address, list);
  }

  Conflict best() {
    const Edge *out = nullptr, *back = nullptr;
    int lowest = 0;
    for (const Edge& e1 : edges_)
      for (const Edge& e2 : edges_) {
        if (e1.from.task != e2.to.task || e1.to.task != e2.from.task) continue;
        if (e1.from.at >= e2.to.at) continue;
        const int cost = price(e1, e2);
        if (out != nullptr && cost >= lowest) continue;
        out = &e1, back = &e2, lowest = cost;
      }
    return out == nullptr ? Conflict() : describe(*out, *back);
  }

 private:
  int price_of(const Use& a) const {
    const Step& s = trace_.steps[a.at];
    if (a.kind == Kind::callback) return 5;
    if (a.kind == Kind::inside) return 6;
    return has_number(s) ? 0 : 2;
  }

  void add_edges(std::uint64_t address, const std::vector<Use>& list) {
    for (std::size_t j = 0; j < list.size(); ++j) {
      std::set<int> done;  // the latest of each other task is enough
      for (std::size_t i = j; i-- > 0 && edges_.size() < 4000;) {
        if (list[i].task == list[j].task || done.contains(list[i].task))
          continue;
        if (!list[i].writes && !list[j].writes) continue;
        done.insert(list[i].task);
        edges_.push_back(
            {list[i], list[j], address, price_of(list[i]) + price_of(list[j])});
      }
    }
  }

  int price(const Edge& e1, const Edge& e2) const {
    int cost = e1.cost + e2.cost;
    if (e1.address != e2.address) cost += 3;
    // The first one comes back within one call. What the scenario does in two
    // calls is allowed to be interrupted.
    if (e1.from.call != e2.to.call) cost += 20;
    // The other one may touch the two places in either order, within one call.
    if (e1.to.at > e2.from.at) cost += e1.to.call == e2.from.call ? 1 : 20;
    for (const Use* a : {&e1.from, &e1.to, &e2.from, &e2.to}) {
      const Step& s = trace_.steps[a->at];
      if (a->kind == Kind::direct && has_number(s) && s.size > 1 &&
          seen_.contains(number_of(s)))
        cost -= 1;
    }
    return cost;
  }

  Conflict describe(const Edge& e1, const Edge& e2) const {
    Conflict c;
    c.first = e1.from.task;
    c.second = e1.to.task;
    c.addresses = {e1.address, e2.address};
    c.essential = {e1.from.at, e1.to.at, e2.from.at, e2.to.at};
    c.direct = std::ranges::all_of(
        std::initializer_list<Use>{e1.from, e1.to, e2.from, e2.to},
        [](const Use& a) { return a.kind == Kind::direct; });
    for (const std::uint64_t address : c.addresses)
      for (const Use& a : accesses_.at(address)) {
        if (a.at < *c.essential.begin() ||
            (a.task != c.first && a.task != c.second))
          continue;
        const std::size_t end = *c.essential.rbegin();
        if (a.at > end && !same_row(a.at, end)) continue;
        c.related.insert(a.at);
      }
    return c;
  }

  // Of one task, on one line, with nothing on another line between.
  bool same_row(std::size_t a, std::size_t b) const {
    const Frame* x = protocol::shown_frame(trace_.steps[a].stack);
    for (std::size_t i = std::min(a, b); i <= std::max(a, b); ++i) {
      const Frame* y = protocol::shown_frame(stack_of(trace_, i));
      if (trace_.steps[i].task != trace_.steps[b].task) return false;
      if (y != nullptr && (x->line != y->line || x->file != y->file))
        return false;
    }
    return true;
  }

  const Trace& trace_;
  std::set<std::int64_t> seen_;
  Accesses accesses_;
  std::vector<Edge> edges_;
};

}  // namespace

Conflict find_conflict(const Failure& failure) {
  return Search(failure).best();
}

}  // namespace course::report
