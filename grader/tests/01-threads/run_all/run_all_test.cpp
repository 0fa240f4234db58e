#include <algorithm>
#include <set>

#include "judge/testing.hpp"

namespace {

// Where the event with these values stands in the history; behind all others if
// it does not happen.
std::size_t place(const Outcome& o, std::string_view key,
                  const Values& values = {}) {
  const auto history = o.history();
  const auto event = std::find_if(
      history.begin(), history.end(),
      [&](const auto& e) { return e.key == key && e.values == values; });
  return static_cast<std::size_t>(event - history.begin());
}

// How often the event with these values happens.
std::size_t count(const Outcome& o, std::string_view key,
                  const Values& values) {
  const auto all = o.all(key);
  return static_cast<std::size_t>(std::count(all.begin(), all.end(), values));
}

bool called_once(const Outcome& o, std::initializer_list<int> tasks) {
  return std::all_of(tasks.begin(), tasks.end(), [&](int task) {
    return count(o, "task ends", {task}) == 1;
  });
}

// Each of these tasks, and its thread, has ended before that return.
bool ended_before(const Outcome& o, std::initializer_list<int> tasks,
                  std::string_view key, const Values& values = {}) {
  const std::size_t returned = place(o, key, values);
  if (returned == o.history().size()) return false;
  return std::all_of(tasks.begin(), tasks.end(), [&](int task) {
    return place(o, "task ends", {task}) < returned &&
           place(o, "thread ends", {task}) < returned;
  });
}

}  // namespace

TEST_SUITE("01-threads/run_all") {
  TEST_CASE("no tasks: run_all returns") {
    auto runs = explore("no tasks");
    CHECK(runs.every("run_all({}) returns",
                     [](const Outcome& o) { return o.has("returned"); }));
  }

  TEST_CASE("one task runs once, in a new thread that has ended on return") {
    auto runs = explore("one task");
    CHECK(runs.every("the task is called once",
                     [](const Outcome& o) { return called_once(o, {1}); }));
    CHECK(runs.every(
        "the task runs in a new thread, not in the caller's",
        [](const Outcome& o) { return o.boolean("in a new thread"); }));
    CHECK(runs.every("run_all returns after the task's thread has ended",
                     [](const Outcome& o) {
                       return ended_before(o, {1}, "run_all returns");
                     }));
  }

  TEST_CASE("three tasks run once each, in three new threads") {
    auto runs = explore("three tasks say where they run");
    CHECK(runs.every(
        "each of the three tasks is called once", [](const Outcome& o) {
          std::set<std::int64_t> tasks;
          for (const auto& run : o.all("task runs"))
            tasks.insert(run[0].integer());
          return tasks.size() == 3 && o.all("task runs").size() == 3;
        }));
    CHECK(runs.every("the caller runs no task itself", [](const Outcome& o) {
      for (const auto& run : o.all("task runs"))
        if (run[1].integer() == 1) return false;
      return true;
    }));
    CHECK(
        runs.every("no two tasks run in the same thread", [](const Outcome& o) {
          std::set<std::int64_t> threads;
          for (const auto& run : o.all("task runs"))
            threads.insert(run[1].integer());
          return threads.size() == o.all("task runs").size();
        }));
  }

  TEST_CASE("on return the threads of all tasks have ended") {
    auto runs = explore("three tasks say when they end");
    CHECK(runs.every("each of the three tasks is called once",
                     [](const Outcome& o) {
                       return called_once(o, {1, 2, 3});
                     }));
    CHECK(runs.every("run_all returns after all three threads have ended",
                     [](const Outcome& o) {
                       return ended_before(o, {1, 2, 3}, "run_all returns");
                     }));
  }

  TEST_CASE("run_all waits as long as a task takes") {
    auto runs = explore("a task takes an hour");
    CHECK(runs.every(
        "run_all returns after both threads have ended, one after an hour",
        [](const Outcome& o) {
          return ended_before(o, {1, 2}, "run_all returns");
        }));
  }

  TEST_CASE("what the tasks have written can be read on return") {
    auto runs = explore("three tasks write what the caller reads");
    CHECK(runs.only("written", "what the three tasks have written",
                    {{0, 10, 20}}));
  }

  TEST_CASE("three tasks wait for each other") {
    auto runs = explore("tasks wait for each other", {{"tasks", 3}},
                        {.meeting = "three tasks run at the same time"});
    CHECK(runs.every("run_all returns",
                     [](const Outcome& o) { return o.has("returned"); }));
  }

  TEST_CASE("five tasks on four processors wait for each other") {
    auto runs = explore("tasks wait for each other", {{"tasks", 5}},
                        {.meeting = "five tasks run at the same time, on a "
                                    "machine with four processors"});
    CHECK(runs.every("run_all returns",
                     [](const Outcome& o) { return o.has("returned"); }));
  }

  TEST_CASE("a task calls run_all for tasks that wait for the task beside it") {
    // No meeting here: that of the tasks is not all that can hang.
    auto runs = explore("a task calls run_all");
    CHECK(runs.every(
        "the inner run_all returns after its two threads have ended",
        [](const Outcome& o) {
          return ended_before(o, {1, 2}, "the inner run_all returns");
        }));
    CHECK(runs.every("the outer run_all returns after all threads have ended",
                     [](const Outcome& o) {
                       return ended_before(o, {1, 2, 3}, "run_all returns");
                     }));
  }

  TEST_CASE("tasks of two calls wait for each other") {
    auto runs = explore("tasks of two calls wait for each other", {},
                        {.meeting = "the tasks of two calls of run_all run at "
                                    "the same time"});
    CHECK(runs.every("each run_all returns after its thread has ended",
                     [](const Outcome& o) {
                       return ended_before(o, {1}, "run_all returns", {1}) &&
                              ended_before(o, {2}, "run_all returns", {2});
                     }));
  }

  TEST_CASE("a call waits for its own tasks only") {
    auto runs = explore("a task waits for another call to return");
    CHECK(runs.every("each run_all returns after its thread has ended",
                     [](const Outcome& o) {
                       return ended_before(o, {1}, "run_all returns", {1}) &&
                              ended_before(o, {2}, "run_all returns", {2});
                     }));
  }
}
