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
inline constexpr std::uint64_t idle_before_livelock = 4000;

enum class LookKind : std::uint8_t { first, repeated, consecutive };

inline LookKind note_look(Task& t, SyncObject* object, std::uint64_t place) {
  Scheduler& s = rt().scheduler;
  Looks& l = t.looks;
  ++s.idle_points;
  if (l.own_progress != l.idle_since) {
    l.idle_since = l.own_progress;
    l.idle_looks = 0;
  }
  if (l.at_progress != s.progress) {
    l.at_progress = s.progress;
    l.count = 0;
    l.repeats = 0;
  }
  for (unsigned i = 0; i < l.count && i < Looks::remembered; ++i) {
    if (l.seen[i].place != place || l.seen[i].object != object) continue;
    ++l.idle_looks;
    const bool consecutive = l.last_points == s.points;
    l.repeats += consecutive ? 1 : look_weight;
    return consecutive ? LookKind::consecutive : LookKind::repeated;
  }
  l.seen[l.count++ % Looks::remembered] = {place, object};
  return LookKind::first;
}

}  // namespace course::runtime
