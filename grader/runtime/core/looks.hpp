// Looking without result: what a waiting loop does.
//
// An operation that a task repeats at the same place, while nobody has changed anything, is a look. Looks
// right behind one another are one look (a spin that is over before anybody else runs cannot matter, and
// libstdc++'s atomic wait spins 16 times before it sleeps); after more of them the task gives way, so a
// spinning program gets on under every schedule; 64 in one wait are a busy wait.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

inline constexpr unsigned look_limit = 18;       // then give way; more than libstdc++'s 16 spins
inline constexpr unsigned look_weight = 6;       // of a look with other operations since the last one
inline constexpr unsigned busy_wait_looks = 64;
inline constexpr std::uint64_t idle_before_time_moves = 200;
// Then the strategy is set aside and everybody gets a turn by the default rules; if nobody changes anything
// for as long again, it is a livelock, and no unfairness of the schedule is to blame.
inline constexpr std::uint64_t idle_before_fairness = 4000;
inline constexpr std::uint64_t idle_before_livelock = 2 * idle_before_fairness;

enum class LookKind : std::uint8_t { first, repeated, consecutive };

inline bool in_list(const Looks::Look (&seen)[Looks::remembered], unsigned count, SyncObject* object,
                    std::uint64_t place) {
  for (unsigned i = 0; i < count && i < Looks::remembered; ++i)
    if (seen[i].place == place && seen[i].object == object) return true;
  return false;
}

// For `busy-wait` it does not matter what others change: the task itself gets no further.
inline void note_idle_look(Looks& l, SyncObject* object, std::uint64_t place) {
  if (l.own_progress != l.idle_since) {
    l.idle_since = l.own_progress;
    l.idle_looks = 0;
    l.idle_count = 0;
  }
  if (in_list(l.idle_seen, l.idle_count, object, place))
    ++l.idle_looks;
  else
    l.idle_seen[l.idle_count++ % Looks::remembered] = {place, object};
}

inline LookKind note_look(Task& t, SyncObject* object, std::uint64_t place) {
  Scheduler& s = rt().scheduler;
  Looks& l = t.looks;
  ++s.idle_points;
  note_idle_look(l, object, place);
  if (l.at_progress != s.progress) {
    l.at_progress = s.progress;
    l.count = 0;
    l.repeats = 0;
  }
  if (in_list(l.seen, l.count, object, place)) {
    const bool consecutive = l.last_points == s.points;
    l.repeats += consecutive ? 1 : look_weight;
    return consecutive ? LookKind::consecutive : LookKind::repeated;
  }
  l.seen[l.count++ % Looks::remembered] = {place, object};
  return LookKind::first;
}

}  // namespace course::runtime
