#include "judge/answer.hpp"

#include "protocol/operation.hpp"
#include "protocol/wire.hpp"

namespace course::judge {
namespace {

using protocol::MalformedAnswer;
using protocol::Reader;
using protocol::ValueKind;
using protocol::Verdict;

constexpr int max_depth = 16;

Value read_value(Reader& r, int depth = 0) {
  switch (static_cast<ValueKind>(r.u8())) {
    case ValueKind::integer:
      return Value(r.i64());
    case ValueKind::boolean:
      return Value(r.u8() != 0);
    case ValueKind::text:
      return Value(r.text());
    case ValueKind::list: {
      if (depth == max_depth) throw MalformedAnswer("a list lies too deep");
      Value::List list;
      for (std::uint32_t n = r.u32(); n > 0; --n)
        list.push_back(read_value(r, depth + 1));
      return Value(std::move(list));
    }
  }
  throw MalformedAnswer("an observed value is of no known kind");
}

std::vector<Observation> read_observations(Reader r) {
  std::vector<Observation> observations;
  while (!r.done()) {
    Observation o;
    o.is_event =
        static_cast<protocol::Operation>(r.u8()) == protocol::Operation::event;
    o.task = r.u16();
    r.u16();  // process
    o.key = r.text();
    for (std::uint16_t n = r.u16(); n > 0; --n)
      o.values.push_back(read_value(r));
    observations.push_back(std::move(o));
  }
  return observations;
}

AnsweredOutcome read_outcome(Reader r) {
  AnsweredOutcome o;
  const std::uint8_t verdict = r.u8();
  if (verdict > static_cast<std::uint8_t>(Verdict::too_slow))
    throw MalformedAnswer("an outcome has no known verdict");
  o.verdict = static_cast<Verdict>(verdict);
  const std::uint8_t bound = r.u8();
  o.sampled = bound == protocol::sampled_bound;
  o.bound = bound;
  o.delays = r.u32();
  o.points = r.u32();
  o.count = r.u64();
  o.first = r.u64();
  o.trace_hash = r.u32();
  for (std::uint32_t n = r.u32(); n > 0; --n) {
    const std::uint32_t point = r.u32();
    o.schedule.push_back({point, r.u32()});
  }
  o.message = r.text();
  const std::uint32_t size = r.u32();
  // A failing schedule may have been left in the middle of an observation.
  if (o.verdict == Verdict::pass)
    o.observations = read_observations(r.part(size));
  return o;
}

}  // namespace

std::vector<AnsweredOutcome> read_outcomes(const protocol::Mapping& m) {
  if (m.response.outcome_bytes > sizeof m.outcomes)
    throw MalformedAnswer("the outcomes are larger than their area");
  Reader r(m.outcomes, m.response.outcome_bytes);
  std::vector<AnsweredOutcome> outcomes;
  for (std::uint32_t n = m.response.outcome_count; n > 0; --n)
    outcomes.push_back(read_outcome(r.part(r.u32())));
  return outcomes;
}

}  // namespace course::judge
