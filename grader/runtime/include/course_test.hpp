// The scenario side of a hidden test: compiled together with a submission, run
// once per schedule in the worker. A scenario observes; what it observed is
// judged elsewhere (see judge/testing.hpp), so nothing in here asserts.
//
//   #include "course_test.hpp"      // before the submission: no macro of it
//                                   // can reach this header
//   #include "account.hpp"          // the submission
//   #include "course_test_end.hpp"  // takes back what it may have defined
//
//   COURSE_SIGNATURE("transfer must be bool(Account&, Account&, int)",
//                    bool (*)(course::Account&, course::Account&, int),
//                    &course::transfer);
//
//   COURSE_SCENARIO("two transfers in opposite directions") {
//     course::Account x{100}, y{100};
//     course_test::name(x, "x");
//     const int amount = course_test::input("amount");
//     course_test::Thread a([&] { transfer(x, y, amount); });
//     ...
//     course_test::observe("balances", x.balance(), y.balance());
//   }
#pragma once

#include <pthread.h>

#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace course_test {

using scenario_function = void (*)();

namespace detail {

struct Registration {
  const char* name;
  scenario_function function;
  Registration* next;
  Registration(const char* name, scenario_function function) noexcept;
};

// The runtime's side; none of these is a scheduling point, and none is
// instrumented.
extern "C" {
void course_register_scenario(Registration*) noexcept;
std::int64_t course_input(const char* name) noexcept;
void course_observation_begin(int is_event, const char* key,
                              std::size_t size) noexcept;
void course_observation_integer(std::int64_t) noexcept;
void course_observation_boolean(int) noexcept;
void course_observation_text(const char*, std::size_t) noexcept;
void course_observation_list(std::size_t size) noexcept;
void course_observation_end() noexcept;
void course_name_object(const void*, std::size_t, const char*,
                        std::size_t) noexcept;
int course_thread_number() noexcept;
int course_threads_made() noexcept;
unsigned course_operations() noexcept;
void course_may_fail(int on) noexcept;
void course_may_be_killed(int on) noexcept;
int course_processes_killed() noexcept;
void course_small_pipes(int on) noexcept;
void course_output_begin() noexcept;
void course_output_end() noexcept;
std::size_t course_output_read(char* to, std::size_t size) noexcept;
int course_process_number() noexcept;
int course_processes_made() noexcept;
void course_at_allocation(void (*)(void*), void*) noexcept;
void course_request(const char* what, unsigned limit) noexcept;
void course_request_ends() noexcept;
int course_callback_throws() noexcept;
void course_yield() noexcept;
}

inline Registration::Registration(const char* n, scenario_function f) noexcept
    : name(n), function(f), next(nullptr) {
  if (function) course_register_scenario(this);
}

inline void put(bool v) { course_observation_boolean(v); }
template <class T>
requires(std::is_integral_v<T> && !std::is_same_v<T, bool>) void put(T v) {
  course_observation_integer(static_cast<std::int64_t>(v));
}
inline void put(std::string_view s) {
  course_observation_text(s.data(), s.size());
}
inline void put(const char* s) { put(std::string_view(s)); }
inline void put(const std::string& s) { put(std::string_view(s)); }
template <class T>
void put(const std::vector<T>& list) {
  course_observation_list(list.size());
  for (const auto& v : list) put(static_cast<T>(v));
}

template <class... T>
void record(int is_event, std::string_view key, const T&... values) {
  course_observation_begin(is_event, key.data(), key.size());
  (put(values), ...);
  course_observation_end();
}

}  // namespace detail

// What this schedule showed: integers, booleans, strings and vectors of them;
// no addresses, no thread ids. The order of observations of different tasks is
// part of the outcome.
template <class... T>
void observe(std::string_view key, const T&... values) {
  detail::record(0, key, values...);
}

// Like observe, for "this happened now": goes to the outcome's history.
template <class... T>
void event(std::string_view key, const T&... values) {
  detail::record(1, key, values...);
}

// The value the judge gave explore(); an unknown name is a badly made test.
inline std::int64_t input(const char* name) {
  return detail::course_input(name);
}

// Reports call the object and what lies inside it by this name.
template <class T>
void name(const T& object, std::string_view text) {
  detail::course_name_object(&object, sizeof(T), text.data(), text.size());
}

// The calling task's number in this schedule: 1 for the scenario itself, then
// by order of creation.
inline int thread_number() { return detail::course_thread_number(); }

// How many threads the scenario and the submission have made so far in this
// schedule; the scenario itself is none of them.
inline int threads_made() { return detail::course_threads_made(); }

// How many synchronisation operations all threads have begun so far in this
// schedule, sleeping included. For a scenario that takes long, but not so long
// that a thread which looks every microsecond meanwhile comes to the limit.
inline unsigned operations() { return detail::course_operations(); }

// While it lives, allocations and new threads of this thread, and of those it
// makes, may fail, if the test allows such faults: around calls of the
// submission, not around what the scenario needs itself.
class MayFail {
 public:
  MayFail() { detail::course_may_fail(1); }
  ~MayFail() { detail::course_may_fail(0); }
  MayFail(const MayFail&) = delete;
  MayFail& operator=(const MayFail&) = delete;
};

// While it lives, what all processes write to their standard output can be
// looked at, and is not shown.
class Output {
 public:
  Output() { detail::course_output_begin(); }
  ~Output() { detail::course_output_end(); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // So far, up to 4 KiB; of this process also what was in its buffer.
  std::string text() const {
    char bytes[4096];
    return {bytes, detail::course_output_read(bytes, sizeof bytes)};
  }
};

// Of the calling process, from 1: the scenario's own; a child of fork has the
// next number. How many have been forked so far.
inline int process_number() { return detail::course_process_number(); }
inline int processes_made() { return detail::course_processes_made(); }

// In a child: while it lives, the process may be killed before any of its
// synchronisation operations, and before it writes to shared memory, if the
// test allows that.
class MayBeKilled {
 public:
  MayBeKilled() { detail::course_may_be_killed(1); }
  ~MayBeKilled() { detail::course_may_be_killed(0); }
  MayBeKilled(const MayBeKilled&) = delete;
  MayBeKilled& operator=(const MayBeKilled&) = delete;
};

// How many processes have been killed like this so far.
inline int processes_killed() { return detail::course_processes_killed(); }

// While it lives, a pipe that anybody makes has room for one page, 4,096 bytes,
// instead of sixteen: for what must work with more data than the pipes hold.
class SmallPipes {
 public:
  SmallPipes() { detail::course_small_pipes(1); }
  ~SmallPipes() { detail::course_small_pipes(0); }
  SmallPipes(const SmallPipes&) = delete;
  SmallPipes& operator=(const SmallPipes&) = delete;
};

// While it lives, this thread's next `new` runs `f` first, once: in the middle
// of a call that takes no callback. A call need not allocate, so a scenario
// must end well, too, if `f` never runs.
template <class Function>
class AtAllocation {
 public:
  explicit AtAllocation(Function f) : f_(std::move(f)) {
    detail::course_at_allocation(&run, &f_);
  }
  ~AtAllocation() { detail::course_at_allocation(nullptr, nullptr); }
  AtAllocation(const AtAllocation&) = delete;
  AtAllocation& operator=(const AtAllocation&) = delete;

 private:
  static void run(void* f) { (*static_cast<Function*>(f))(); }
  Function f_;
};

// This thread asks for something until the end of the scope. From the moment at
// which it has to wait, others who ask later and are served first overtake it;
// more than `limit` of them are `starvation`, which names them. For tests with
// ExploreOptions::fair; everyone concerned must ask.
//
//   {
//     course_test::Request request("writing", 8);
//     lock.lock();
//   }
class Request {
 public:
  Request(const char* what, unsigned limit) {
    detail::course_request(what, limit);
  }
  ~Request() { detail::course_request_ends(); }
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;
};

// What may_throw() throws.
struct Injected : std::exception {
  const char* what() const noexcept override {
    return "the callback throws (injected)";
  }
};

// In a callback: throws, if the test allows that fault and the schedule chooses
// it.
inline void may_throw() {
  if (detail::course_callback_throws()) throw Injected();
}

// A point at which the scenario lets others go first; it does nothing else.
inline void let_others_run() { detail::course_yield(); }

// A thread of the scenario; joined at the latest when it is destroyed.
// std::thread would do, but takes the compiler a third of all its time: it
// instantiates a dozen templates for every lambda.
class Thread {
 public:
  template <class Function>
  explicit Thread(Function f) {
    if (pthread_create(&thread_, nullptr, &run<Function>,
                       new Function(std::move(f))) != 0)
      std::terminate();
  }
  Thread(const Thread&) = delete;
  Thread& operator=(const Thread&) = delete;
  ~Thread() { join(); }

  void join() {
    if (!joined_) pthread_join(thread_, nullptr);
    joined_ = true;
  }

 private:
  template <class Function>
  static void* run(void* function) {
    (*static_cast<Function*>(function))();
    delete static_cast<Function*>(function);
    return nullptr;
  }

  pthread_t thread_;
  bool joined_ = false;
};

}  // namespace course_test

// The macros for scenarios are in course_test_end.hpp: behind the submission.
