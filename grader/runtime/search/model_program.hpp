// For tests: small concurrent programs as data, a model that runs one by the
// rules of core/scheduler.hpp, and every schedule of it by plain recursion.
// Written from the rules, not from the scheduler, so that the two check each
// other: delay_bounded_test.cpp in memory, judge/exploration_test.cpp with the
// same programs as real C++.
//
// Where the points are: before every instruction, and none at the start of a
// task. A task's end is no point but a switch. What is not modelled: repeated
// looks at one place (a straight-line program has none) and time.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace course::model {

enum class Op : std::uint8_t {
  step,            // nothing but a point and an event
  bump,            // an atomic fetch_add
  yield,           // a point at which the others come first
  lock,            // object: a mutex
  unlock,          //
  try_lock,        // an event says how it went
  unlock_if_held,  // behind try_lock; no point if it is not held
  acquire,         // object: a semaphore
  try_acquire,     // an event says how it went
  release,         //
  wait,            // object: a condition variable, with the mutex `mutex`
  notify_one,      //
  notify_all,      //
  create,          // object: the task; the first task creates all, in order
  join,            //
  detach,          //
};

struct Instruction {
  Op op;
  unsigned object = 0;
  unsigned mutex = 0;
};

struct Program {
  std::string name;
  std::vector<std::vector<Instruction>> tasks;
  std::vector<unsigned> semaphores;  // their units
};

// What a run shows: (task, 2 * index of the instruction + its result).
using History = std::vector<std::pair<unsigned, unsigned>>;

class Model {
 public:
  static constexpr unsigned most = 6;  // tasks, and objects of a kind

  explicit Model(const Program& p) : program_(&p) {
    for (std::size_t i = 0; i < p.semaphores.size(); ++i)
      units_[i] = p.semaphores[i];
    tasks_[0].alive = true;
    enabled_ = 1;
  }

  // Runs up to the next choice; false when the run is at its end.
  bool advance() {
    if (choosing_waiter_) return true;
    for (;;) {
      arrive();
      if (ended_) return false;
      if (enabled_ == 0) {
        deadlocked_ = ended_ = true;
        return false;
      }
      if (options() > 1) return true;
      resume(candidate(0));
      if (choosing_waiter_) return true;
    }
  }

  // The choice at which advance() stopped.
  bool chooses_waiter() const { return choosing_waiter_; }
  unsigned options() const {
    if (choosing_waiter_)
      return static_cast<unsigned>(queue_[choosing_on_].size());
    return static_cast<unsigned>(std::popcount(enabled_));
  }
  std::uint64_t enabled() const { return enabled_; }
  unsigned start() const { return first_ ? current_ : current_ + 1; }
  bool current_first() const { return first_; }

  void pick(unsigned option) {
    if (!choosing_waiter_) return resume(candidate(option));
    choosing_waiter_ = false;
    wake(choosing_on_, option);
  }

  bool deadlocked() const { return deadlocked_; }
  const History& history() const { return history_; }

  // Of all that decides how it goes on, but for who ran last, and of what it
  // has shown.
  std::uint64_t state() const {
    std::uint64_t h = 1;
    const auto add = [&h](std::uint64_t v) {
      h = (h ^ v) * 0x9e3779b97f4a7c15u;
      h ^= h >> 29;
    };
    for (unsigned i = 0; i < most; ++i) {
      const Task& t = tasks_[i];
      add(t.at << 3 | t.standing << 2 | t.woken << 1 | t.alive);
      add(owner_[i]);
      add(units_[i]);
      for (const unsigned waiter : queue_[i]) add(waiter + 1);
      add(0);
    }
    for (const auto& [task, what] : history_) add(task << 16 | what);
    add(enabled_);
    return h | 1;
  }

 private:
  static constexpr unsigned none = ~0u;

  enum class Kind : std::uint8_t { nothing, mutex, end_of_task, other };
  struct Object {
    Kind kind = Kind::nothing;
    unsigned index = 0;
  };

  struct Task {
    unsigned at = 0;        // the next instruction
    bool standing = false;  // at the point before it
    bool woken = false;     // its wait is over, it must take the mutex
    bool alive = false;
    Object waits_for;
  };

  const Instruction& instruction(unsigned t) const {
    return program_->tasks[t][tasks_[t].at];
  }
  bool is_enabled(unsigned t) const { return enabled_ >> t & 1; }
  void enable(unsigned t) { enabled_ |= just(t); }
  void disable(unsigned t) { enabled_ &= ~just(t); }
  static std::uint64_t just(unsigned t) { return std::uint64_t{1} << t; }

  // Candidate k, counting upwards from start() and around.
  unsigned candidate(unsigned k) const {
    const unsigned n = 64;
    for (unsigned i = 0;; ++i) {
      const unsigned t = (start() + i) % n;
      if (is_enabled(t) && k-- == 0) return t;
    }
  }

  void resume(unsigned t) {
    current_ = t;
    perform();
  }

  unsigned owner_of(Object o) const {
    if (o.kind == Kind::mutex) return owner_[o.index];
    if (o.kind == Kind::end_of_task && tasks_[o.index].alive) return o.index;
    return none;
  }

  // The current task begins to wait for `o`: is that a circle?
  bool closes_circle(Object o) const {
    for (unsigned hops = 0; hops <= most; ++hops) {
      const unsigned owner = owner_of(o);
      if (owner == none) return false;
      if (owner == current_) return true;
      if (is_enabled(owner)) return false;
      o = tasks_[owner].waits_for;
    }
    return false;
  }

  // The current task comes to the point before its next instruction, or to its
  // end.
  void arrive() {
    const unsigned me = current_;
    Task& t = tasks_[me];
    while (t.at < program_->tasks[me].size() &&
           instruction(me).op == Op::unlock_if_held &&
           owner_[instruction(me).object] != me)
      ++t.at;
    if (t.at == program_->tasks[me].size()) return end();
    if (t.standing) {  // inside its wait
      first_ = false;
      return;
    }
    const Instruction& i = instruction(me);
    t.standing = true;
    switch (i.op) {
      case Op::lock:
        lock_waiters_[i.object] |= just(me);
        turn({Kind::mutex, i.object}, owner_[i.object] == none);
        break;
      case Op::acquire:
        semaphore_waiters_[i.object] |= just(me);
        turn({Kind::other, 0}, units_[i.object] > 0);
        break;
      case Op::join:
        joiners_[i.object] |= just(me);
        turn({Kind::end_of_task, i.object}, !tasks_[i.object].alive);
        break;
      default:
        break;
    }
    first_ = is_enabled(me) && i.op != Op::yield;
  }

  void turn(Object o, bool is_free) {
    tasks_[current_].waits_for = o;
    if (is_free) return;
    disable(current_);
    if (closes_circle(o)) deadlocked_ = ended_ = true;
  }

  void end() {
    const unsigned me = current_;
    first_ = false;
    disable(me);
    if (me == 0) {  // waits for all others, joined or not
      draining_ = true;
      tasks_[0].waits_for = {};
      if (others_alive() == 0) ended_ = true;
      return;
    }
    tasks_[me].alive = false;
    enabled_ |= joiners_[me];
    if (draining_ && others_alive() == 0) enable(0);
  }

  unsigned others_alive() const {
    unsigned n = 0;
    for (std::size_t t = 1; t < most; ++t) n += tasks_[t].alive;
    return n;
  }

  void note(unsigned result) {
    history_.emplace_back(current_, 2 * tasks_[current_].at + result);
  }

  void take_mutex(unsigned m) {
    owner_[m] = current_;
    lock_waiters_[m] &= ~just(current_);
    enabled_ &= ~lock_waiters_[m];
  }

  void drop_mutex(unsigned m) {
    owner_[m] = none;
    enabled_ |= lock_waiters_[m];
  }

  void take_unit(unsigned s) {
    semaphore_waiters_[s] &= ~just(current_);
    if (--units_[s] == 0) enabled_ &= ~semaphore_waiters_[s];
  }

  void wake(unsigned condition, unsigned position) {
    auto& q = queue_[condition];
    const unsigned t = q[position];
    q.erase(q.begin() + position);
    const unsigned m = instruction(t).mutex;
    tasks_[t].woken = true;
    tasks_[t].waits_for = {Kind::mutex, m};
    lock_waiters_[m] |= just(t);
    if (owner_[m] == none) enable(t);
  }

  // The current task has been picked: the instruction it stands before.
  void perform() {
    const unsigned me = current_;
    Task& t = tasks_[me];
    if (!t.standing) return;  // its beginning
    const Instruction& i = instruction(me);
    const unsigned o = i.object;
    switch (i.op) {
      case Op::step:
        note(0);
        break;
      case Op::bump:
      case Op::yield:
        break;
      case Op::lock:
        take_mutex(o);
        break;
      case Op::unlock:
      case Op::unlock_if_held:
        drop_mutex(o);
        break;
      case Op::try_lock:
        note(owner_[o] == none);
        if (owner_[o] == none) take_mutex(o);
        break;
      case Op::acquire:
        take_unit(o);
        break;
      case Op::try_acquire:
        note(units_[o] > 0);
        if (units_[o] > 0) take_unit(o);
        break;
      case Op::release:
        ++units_[o];
        enabled_ |= semaphore_waiters_[o];
        break;
      case Op::wait:
        if (!t.woken) {  // goes to sleep; the point is behind it
          drop_mutex(i.mutex);
          queue_[o].push_back(me);
          disable(me);
          t.waits_for = {Kind::other, 0};
          return;
        }
        t.woken = false;
        take_mutex(i.mutex);
        break;
      case Op::notify_one:
        if (queue_[o].size() > 1) {
          choosing_waiter_ = true;
          choosing_on_ = o;
        } else if (queue_[o].size() == 1) {
          wake(o, 0);
        }
        break;
      case Op::notify_all:
        while (!queue_[o].empty()) wake(o, 0);
        break;
      case Op::create:
        tasks_[o].alive = true;
        enable(o);
        break;
      case Op::join:
      case Op::detach:
        break;
    }
    t.standing = false;
    ++t.at;
  }

  const Program* program_;
  Task tasks_[most];
  std::uint64_t enabled_ = 0;
  unsigned current_ = 0;
  bool first_ = false;  // of the choice: the current task may go on
  unsigned owner_[most] = {none, none, none, none, none, none};
  unsigned units_[most] = {};
  // Sets of tasks.
  std::uint64_t lock_waiters_[most] = {}, semaphore_waiters_[most] = {},
                joiners_[most] = {};
  std::vector<unsigned> queue_[most];  // of a condition, in order of arrival
  bool choosing_waiter_ = false;
  unsigned choosing_on_ = 0;
  bool draining_ = false, deadlocked_ = false, ended_ = false;
  History history_;
};

// All schedules of a program, by what they cost.
struct Tree {
  struct Level {
    std::uint64_t schedules = 0, deadlocks = 0;
  };
  struct Seen {
    std::uint32_t bound = ~0u;  // the lowest
    std::uint64_t count = 0;    // of that bound
  };
  std::vector<Level> levels;
  std::uint64_t room = ~std::uint64_t{0};  // for so many more; 0: cut off
  std::map<History, Seen> histories;       // of runs that end well

  std::uint64_t schedules() const {
    std::uint64_t n = 0;
    for (const Level& l : levels) n += l.schedules;
    return n;
  }
};

// Option k of a choice costs k. `most_cost` cuts off what costs more.
inline void enumerate(Model m, Tree& tree, std::uint32_t most_cost = ~0u,
                      std::uint32_t cost = 0) {
  if (tree.room == 0) return;
  if (m.advance()) {
    for (unsigned option = 0;
         option < m.options() && option <= most_cost - cost; ++option) {
      Model next = m;
      next.pick(option);
      enumerate(std::move(next), tree, most_cost, cost + option);
    }
    return;
  }
  if (tree.levels.size() <= cost) tree.levels.resize(cost + 1);
  Tree::Level& level = tree.levels[cost];
  ++level.schedules;
  --tree.room;
  level.deadlocks += m.deadlocked();
  if (m.deadlocked()) return;
  Tree::Seen& seen = tree.histories[m.history()];
  if (cost < seen.bound) seen = {cost, 0};
  if (cost == seen.bound) ++seen.count;
}

// What a delay-bounded search with these limits must answer.
struct Expected {
  std::vector<std::uint32_t> counts;
  int completed = -1;
  bool exhausted = false;
  bool failed = false;
};

inline Expected expected(const Tree& tree, std::uint64_t budget,
                         std::uint32_t max_delays) {
  Expected e;
  for (std::size_t d = 0; d < tree.levels.size() && !e.failed; ++d) {
    const Tree::Level& level = tree.levels[d];
    if (budget == 0 || (d > max_delays && level.schedules > budget)) return e;
    const std::uint64_t run = std::min(budget, level.schedules);
    e.counts.push_back(static_cast<std::uint32_t>(run));
    budget -= run;
    if (run < level.schedules) return e;
    e.completed = static_cast<int>(d);
    e.failed = level.deadlocks > 0;
  }
  e.exhausted = e.counts.size() == tree.levels.size();
  return e;
}

// `first` creates and joins all others around what else it does in between.
inline Program started_and_joined(
    std::string name, std::vector<std::vector<Instruction>> others,
    std::vector<unsigned> semaphores = {},
    const std::vector<Instruction>& between = {}) {
  Program p{std::move(name), {{}}, std::move(semaphores)};
  for (auto& task : others) {
    p.tasks[0].push_back({Op::create, static_cast<unsigned>(p.tasks.size())});
    p.tasks.push_back(std::move(task));
  }
  const auto tasks = static_cast<unsigned>(p.tasks.size());
  p.tasks[0].insert(p.tasks[0].end(), between.begin(), between.end());
  for (unsigned t = 1; t < tasks; ++t) p.tasks[0].push_back({Op::join, t});
  return p;
}

// Small enough to be tried in full. Yields stand where the runtime takes them
// for more than the end of a look: at a task's beginning or behind a change.
inline std::vector<Program> small_programs() {
  using enum Op;
  const std::vector<Instruction> critical = {{lock, 0}, {step}, {unlock, 0}};
  return {
      {"alone", {{{step}, {lock, 0}, {unlock, 0}, {step}}}, {}},
      started_and_joined("one thread", {{{step}, {step}}}),
      started_and_joined("steps beside steps", {{{step}, {step}}, {{step}}}),
      started_and_joined("one mutex, two threads", {critical, critical}),
      started_and_joined("one mutex, three threads",
                         {{{lock, 0}, {unlock, 0}},
                          {{lock, 0}, {unlock, 0}},
                          {{lock, 0}, {unlock, 0}}}),
      started_and_joined("the first task takes part", {critical}, {},
                         {{step}, {lock, 0}, {step}, {unlock, 0}}),
      started_and_joined("two mutexes in one order",
                         {{{lock, 0}, {lock, 1}, {unlock, 1}, {unlock, 0}},
                          {{lock, 0}, {lock, 1}, {unlock, 1}, {unlock, 0}}}),
      started_and_joined("two mutexes in both orders",
                         {{{lock, 0}, {lock, 1}, {unlock, 1}, {unlock, 0}},
                          {{lock, 1}, {lock, 0}, {unlock, 0}, {unlock, 1}}}),
      started_and_joined("relock", {{{lock, 0}, {lock, 0}}}),
      started_and_joined("try_lock",
                         {{{try_lock, 0}, {step}, {unlock_if_held, 0}},
                          {{try_lock, 0}, {unlock_if_held, 0}}}),
      started_and_joined("try_lock beside lock",
                         {critical, {{try_lock, 0}, {unlock_if_held, 0}}}),
      started_and_joined("semaphore as a signal",
                         {{{acquire, 0}, {step}}, {{step}, {release, 0}}}, {0}),
      started_and_joined("two units for three threads",
                         {{{acquire, 0}, {step}, {release, 0}},
                          {{acquire, 0}, {release, 0}},
                          {{acquire, 0}, {release, 0}}},
                         {2}),
      started_and_joined("a unit too few",
                         {{{acquire, 0}, {step}}, {{acquire, 0}, {step}}}, {0},
                         {{release, 0}}),
      started_and_joined("try_acquire",
                         {{{try_acquire, 0}, {step}}, {{release, 0}}}, {0}),
      started_and_joined("yield at the beginning",
                         {{{yield}, {step}}, {{yield}, {step}}}),
      started_and_joined("yield behind a change",
                         {{{bump}, {yield}, {step}}, {{step}, {bump}}}),
      started_and_joined("a lock held while waiting for a signal",
                         {{{lock, 0}, {acquire, 0}, {unlock, 0}},
                          {{lock, 0}, {unlock, 0}, {release, 0}}},
                         {0}),
      started_and_joined("join with the lock held",
                         {{{step}, {lock, 0}, {unlock, 0}}}, {}, {{lock, 0}}),
      started_and_joined("a condition, notified too early or in time",
                         {{{lock, 0}, {wait, 0, 0}, {unlock, 0}},
                          {{lock, 0}, {unlock, 0}, {step}, {notify_one, 0}}}),
      started_and_joined("which of two waiters",
                         {{{lock, 0}, {wait, 0, 0}, {step}, {unlock, 0}},
                          {{lock, 0}, {wait, 0, 0}, {step}, {unlock, 0}},
                          {{acquire, 0}, {notify_one, 0}, {notify_one, 0}}},
                         {1}),
      started_and_joined("all of two waiters",
                         {{{lock, 0}, {wait, 0, 0}, {unlock, 0}},
                          {{lock, 0}, {wait, 0, 0}, {unlock, 0}}},
                         {}, {{step}, {notify_all, 0}}),
      {"detached", {{{create, 1}, {detach, 1}, {step}}, {{step}, {step}}}, {}},
      started_and_joined("atomic steps",
                         {{{bump}, {bump}}, {{bump}, {step}, {bump}}}),
  };
}

// A program drawn by a number: two or three threads of two to four
// instructions. It may deadlock. Locks are released at the end.
inline Program random_program(std::uint64_t number) {
  std::uint64_t state = number * 0x9e3779b97f4a7c15u + 1;
  const auto below = [&](unsigned n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<unsigned>((state >> 33) % n);
  };
  const auto body = [&](unsigned length) {
    std::vector<Instruction> list;
    bool held[2] = {};
    for (unsigned i = 0; i < length; ++i) {
      const unsigned m = below(2);
      switch (below(8)) {
        case 0:
          list.push_back({Op::step});
          break;
        case 1:
          list.push_back({Op::bump});
          break;
        case 2:
          list.push_back({Op::acquire, 0});
          break;
        case 3:
          list.push_back({Op::release, 0});
          break;
        case 4:
          list.push_back({Op::try_acquire, 0});
          break;
        case 5:
          if (held[m]) break;
          list.push_back({Op::try_lock, m});
          list.push_back({Op::unlock_if_held, m});
          break;
        default:
          list.push_back({held[m] ? Op::unlock : Op::lock, m});
          held[m] = !held[m];
      }
    }
    for (unsigned m = 0; m < 2; ++m)
      if (held[m]) list.push_back({Op::unlock, m});
    return list;
  };
  std::vector<std::vector<Instruction>> others;
  const unsigned threads = 2 + below(2);
  for (unsigned t = 0; t < threads; ++t)
    others.push_back(body(threads == 2 ? 2 + below(3) : 1 + below(2)));
  const unsigned units = below(3);
  return started_and_joined("random program " + std::to_string(number),
                            std::move(others), {units}, body(below(2)));
}

// The first `count` that have fewer than `schedules` schedules in all.
inline std::vector<Program> random_programs(std::size_t count,
                                            std::uint64_t schedules) {
  std::vector<Program> programs;
  for (std::uint64_t number = 1; programs.size() < count; ++number) {
    Program p = random_program(number);
    Tree tree;
    tree.room = schedules;
    enumerate(Model(p), tree);
    if (tree.room > 0) programs.push_back(std::move(p));
  }
  return programs;
}

}  // namespace course::model
