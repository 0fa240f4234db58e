#include "runtime/search/outcomes.hpp"

#include <algorithm>

#include "runtime/core/schedule.hpp"

namespace course::runtime {

OutcomeRecord Outcomes::record_of_last(std::uint8_t bound) {
  const Runtime& r = rt();
  OutcomeRecord o;
  o.hash = outcome_hash();
  o.verdict = r.failure.failed ? r.failure.verdict : Verdict::pass;
  o.bound = bound;
  o.points = r.scheduler.points;
  o.trace_hash = r.scheduler.hash;
  for (std::uint32_t i = 0; i < r.scheduler.choices; ++i)
    if (r.scheduler.chosen[i])
      o.deviations.push_back({i + 1, r.scheduler.chosen[i]});
  if (r.failure.failed)
    for (const char* c = r.failure.message; *c; ++c) o.message.push_back(*c);
  const auto* bytes = r.observations.bytes;
  o.observations.assign(bytes, bytes + r.observations.writer.size());
  return o;
}

std::size_t Outcomes::add(std::uint8_t bound) {
  const Runtime& r = rt();
  ++schedules_;
  const auto [at, fresh] = index_.try_emplace(outcome_hash(), records_.size());
  if (fresh) {
    records_.push_back(record_of_last(bound));
    records_.back().first = schedules_;
    return at->second;
  }
  OutcomeRecord& known = records_[at->second];
  // Bounds ascend: from a higher one it is known already.
  if (known.bound == bound && r.scheduler.points < known.points) {
    const std::uint64_t count = known.count;
    known = record_of_last(bound);
    known.count = count;
    known.first = schedules_;
  }
  return at->second;
}

void Outcomes::count(std::size_t outcome, std::uint8_t bound,
                     std::uint64_t orders) {
  OutcomeRecord& o = records_[outcome];
  if (o.bound == bound) o.count += orders;
}

void Outcomes::add_always() {
  records_.push_back(record_of_last(0));
  records_.back().count = 1;
  records_.back().first = ++schedules_;
}

bool Outcomes::all_pass() const {
  return std::all_of(
      records_.begin(), records_.end(),
      [](const OutcomeRecord& o) { return o.verdict == Verdict::pass; });
}

bool Outcomes::write(protocol::Mapping& m) const {
  protocol::Writer w(m.outcomes, sizeof m.outcomes);
  for (const OutcomeRecord& o : records_) {
    const std::size_t begin = w.size();
    w.u32(0);
    w.u8(static_cast<std::uint8_t>(o.verdict));
    w.u8(o.bound);
    std::uint32_t delays = 0;
    for (const auto& d : o.deviations) delays += d.choice;
    w.u32(delays);
    w.u32(o.points);
    w.u64(o.count);
    w.u64(o.first);
    w.u32(o.trace_hash);
    w.u32(static_cast<std::uint32_t>(o.deviations.size()));
    for (const auto& d : o.deviations) {
      w.u32(d.point);
      w.u32(d.choice);
    }
    w.text(o.message.data(), o.message.size());
    w.u32(static_cast<std::uint32_t>(o.observations.size()));
    w.bytes(o.observations.data(), o.observations.size());
    if (w.overflow()) return false;
    w.patch_u32(begin, static_cast<std::uint32_t>(w.size() - begin -
                                                  sizeof(std::uint32_t)));
  }
  m.response.outcome_count = static_cast<std::uint32_t>(records_.size());
  m.response.outcome_bytes = static_cast<std::uint32_t>(w.size());
  return true;
}

}  // namespace course::runtime
