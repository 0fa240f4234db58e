// Looking without result: what a waiting loop does.
//
// An operation that a task repeats at the same place, while nobody has changed
// anything, is a look. After some of them the task gives way: at its next point
// the others come first. So a spinning program gets on under every schedule,
// and no order is left out. 64 looks in one wait are a busy wait.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// A task gives way at this weight of looks.
inline constexpr unsigned look_limit = 6;
// Of an operation that does nothing but look; of any other that is repeated
// (taking and giving back a lock).
inline constexpr unsigned weight_of_look = 3, weight_of_repetition = 1;
inline constexpr unsigned busy_wait_looks = 64;
inline constexpr std::uint64_t idle_before_time_moves = 200;
// However busy the others are, a sleeper wakes up in the end.
inline constexpr std::uint32_t busy_before_time_moves = 2000;
// Then the strategy is set aside and everybody gets a turn by the default
// rules; if nobody changes anything for as long again, it is a livelock, and no
// unfairness of the schedule is to blame.
inline constexpr std::uint64_t idle_before_fairness = 4000;
inline constexpr std::uint64_t idle_before_livelock = 2 * idle_before_fairness;

// An operation that changes nothing if it finds what it found before.
inline bool only_looks(Operation op) {
  switch (op) {
    case Operation::load:
    case Operation::exchange:
    case Operation::compare_exchange:
    case Operation::try_lock:
    case Operation::try_read_lock:
    case Operation::try_acquire:
    case Operation::futex_wait:
    case Operation::wait_child:
    case Operation::poll:
      return true;
    default:
      return false;
  }
}

inline bool in_list(const Looks::Look (&seen)[Looks::remembered],
                    unsigned count, SyncObject* object, std::uint64_t place) {
  for (unsigned i = 0; i < count && i < Looks::remembered; ++i)
    if (seen[i].place == place && seen[i].object == object) return true;
  return false;
}

// For `busy-wait` it does not matter what others change: the task itself gets
// no further.
inline void note_idle_look(Looks& l, SyncObject* object, std::uint64_t place,
                           unsigned weight) {
  if (l.own_progress != l.idle_since) {
    l.idle_since = l.own_progress;
    l.idle_looks = 0;
    l.idle_repeats = 0;
    l.idle_count = 0;
    for (std::uint64_t& places : l.idle_places) places = 0;
  }
  if (in_list(l.idle_seen, l.idle_count, object, place))
    ++l.idle_looks;
  else
    l.idle_seen[l.idle_count++ % Looks::remembered] = {place, object};
  // What a task repeats without having changed anything itself depends on its
  // own history only, and is no less than what it repeats before anybody has:
  // if it is too little to give way, it does not matter in which order others
  // change things.
  const std::uint64_t hash = mix(place, object ? object->address : 0) >> 56;
  std::uint64_t& places = l.idle_places[hash / 64];
  if (const std::uint64_t bit = std::uint64_t{1} << hash % 64; places & bit)
    l.idle_repeats += weight;
  else
    places |= bit;
  if (l.idle_repeats >= look_limit) rt().looks_matter = true;
}

inline void note_look(Task& t, Operation op, SyncObject* object,
                      std::uint64_t place) {
  Scheduler& s = rt().scheduler;
  Looks& l = t.looks;
  const unsigned weight =
      only_looks(op) ? weight_of_look : weight_of_repetition;
  ++s.idle_points;
  note_idle_look(l, object, place, weight);
  if (l.at_progress != s.progress) {
    l.at_progress = s.progress;
    l.count = 0;
    l.repeats = 0;
  }
  if (in_list(l.seen, l.count, object, place))
    l.repeats += weight;
  else
    l.seen[l.count++ % Looks::remembered] = {place, object};
}

}  // namespace course::runtime
