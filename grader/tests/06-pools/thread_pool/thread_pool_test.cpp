#include <algorithm>
#include <string>
#include <vector>

#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions spurious{.faults = fault_spurious_wakeup};

// How often the event happens, up to the first event `before`, if there is one.
int count(const Outcome& o, std::string_view event,
          std::string_view before = {}) {
  int n = 0;
  for (const auto& e : o.history()) {
    if (e.key == before) break;
    n += e.key == event;
  }
  return n;
}

// True if each job from 1 to `jobs` ends exactly once.
bool each_runs_once(const Outcome& o, int jobs) {
  std::vector<int> ends(static_cast<std::size_t>(jobs) + 1);
  for (const auto& e : o.history())
    if (e.key == "job ends")
      ++ends.at(static_cast<std::size_t>(e.values.at(0).integer()));
  for (std::size_t job = 1; job < ends.size(); ++job)
    if (ends[job] != 1) return false;
  return true;
}

// True if the jobs have ended before `event`, each time that happens.
bool after_jobs(const Outcome& o, std::string_view event, int jobs) {
  return each_runs_once(o, jobs) && count(o, event) > 0 &&
         count(o, "job ends", event) == jobs;
}

}  // namespace

TEST_SUITE("06-pools/thread_pool") {
  TEST_CASE("one worker runs three jobs in the order of their submission") {
    auto runs = explore("three jobs, one worker", {}, spurious);
    CHECK(runs.every(
        "a pool of one worker runs jobs 1, 2 and 3 in this order, once each",
        [](const Outcome& o) {
          std::vector<std::int64_t> order;
          for (const auto& e : o.history())
            if (e.key == "job") order.push_back(e.values.at(0).integer());
          return order == std::vector<std::int64_t>{1, 2, 3};
        }));
    CHECK(runs.every("all jobs run in the worker, a thread of the pool's own",
                     [](const Outcome& o) {
                       std::int64_t worker = 0;
                       for (const auto& e : o.history()) {
                         if (e.key != "job") continue;
                         const std::int64_t thread = e.values.at(1).integer();
                         if (thread == 1 || (worker != 0 && thread != worker))
                           return false;
                         worker = thread;
                       }
                       return true;
                     }));
    CHECK(runs.every("submit says true", [](const Outcome& o) {
      for (const auto& e : o.history())
        if (e.key == "submit says" && !e.values.at(0).boolean()) return false;
      return true;
    }));
    CHECK(runs.only("threads",
                    "the number of threads that a pool of one worker has "
                    "started: by its constructor, and in the end",
                    {{1, 1}}));
    CHECK(runs.every(
        "the jobs have run when the pool is gone",
        [](const Outcome& o) { return count(o, "job", "gone") == 3; }));
  }

  TEST_CASE("workers without a job sleep") {
    auto runs =
        explore("two workers have nothing to do for an hour", {}, spurious);
    CHECK(runs.only("threads",
                    "the number of threads that a pool of two workers starts",
                    {{2}}));
  }

  TEST_CASE("two workers that sleep are woken by two jobs") {
    explore("two jobs meet", {},
            {.meeting = "two jobs run at the same time in a pool of two "
                        "workers that have slept until then"});
  }

  TEST_CASE("whoever is free takes the next job") {
    explore("the first job waits for the third", {},
            {.meeting = "a worker runs the second job and then the third while "
                        "the other one is still busy with the first"});
  }

  TEST_CASE("wait_idle waits for a job that runs") {
    auto runs = explore("jobs of an hour, one after the other", {}, spurious);
    CHECK(runs.only("written",
                    "the number of jobs that have run when wait_idle returns "
                    "after the first was submitted, and after the second",
                    {{1, 2}}));
  }

  TEST_CASE("a job and the one that it submits run at the same time") {
    auto runs =
        explore("a job meets the one that it submits", {},
                {.meeting = "a job and the one that it submits run at the same "
                            "time in a pool of two workers"});
    CHECK(runs.every(
        "wait_idle returns after both jobs have ended, which run once each",
        [](const Outcome& o) {
          return after_jobs(o, "wait_idle returns", 2);
        }));
  }

  TEST_CASE("two threads wait at the same time") {
    auto runs = explore("two threads submit a job each and wait", {}, spurious);
    CHECK(runs.every(
        "wait_idle returns to a thread after the job has ended that it has "
        "submitted before",
        [](const Outcome& o) {
          std::vector<Value> ended;
          for (const auto& e : o.history()) {
            if (e.key == "job ends") ended.push_back(e.values.at(0));
            if (e.key == "wait_idle returns" &&
                std::count(ended.begin(), ended.end(), e.values.at(0)) != 1)
              return false;
          }
          return true;
        }));
  }

  TEST_CASE("what a job has captured goes before the pool is idle") {
    auto runs = explore("a job has captured something", {{"throws", 0}});
    CHECK(runs.every(
        "what the job has captured is destroyed before wait_idle "
        "returns",
        [](const Outcome& o) {
          return count(o, "captured object goes", "wait_idle returns") == 1;
        }));
  }

  TEST_CASE("a job that throws is counted, and the worker goes on") {
    auto runs = explore("jobs throw, one worker");
    CHECK(runs.every("the third job runs before wait_idle returns",
                     [](const Outcome& o) {
                       return count(o, "job ends", "wait_idle returns") == 1;
                     }));
    CHECK(runs.only("failed",
                    "failed() after a job that throws an int, one that throws "
                    "a std::exception, and one that does not throw",
                    {{2}}));
    CHECK(runs.only("failed after shutdown", "failed() after shutdown", {{2}}));
    CHECK(runs.only("threads",
                    "the number of threads that a pool of one worker starts",
                    {{1}}));
  }

  TEST_CASE("failed may be asked for while jobs throw") {
    auto runs = explore("two jobs throw while somebody asks");
    CHECK(runs.only("failed",
                    "failed() while two jobs throw, and when the pool is idle",
                    {{0, 2}, {1, 2}, {2, 2}}));
  }

  TEST_CASE("what a job has captured goes also when it throws") {
    auto runs = explore("a job has captured something", {{"throws", 1}});
    CHECK(runs.every(
        "what a job has captured that throws is destroyed before "
        "wait_idle returns",
        [](const Outcome& o) {
          return count(o, "captured object goes", "wait_idle returns") == 1;
        }));
  }

  TEST_CASE("shutdown runs the jobs in the queue and accepts no more") {
    auto runs = explore("shutdown while jobs are in the queue");
    CHECK(runs.every(
        "shutdown returns after both jobs have ended, which run once each",
        [](const Outcome& o) { return after_jobs(o, "shutdown returns", 2); }));
    CHECK(runs.only("after shutdown",
                    "what submit and failed() say after shutdown",
                    {{false, 0}}));
    CHECK(runs.every(
        "a job that was not accepted never runs",
        [](const Outcome& o) { return count(o, "late job runs") == 0; }));
  }

  TEST_CASE("a job that submits during shutdown is refused") {
    auto runs = explore("a job submits during shutdown");
    CHECK(runs.only("accepted",
                    "what submit says to a job while shutdown waits for it",
                    {{false}}));
    CHECK(runs.every(
        "a job that was not accepted never runs",
        [](const Outcome& o) { return count(o, "late job runs") == 0; }));
  }

  TEST_CASE("a job is accepted exactly if it runs") {
    auto runs = explore("submit and shutdown");
    CHECK(runs.every("submit says true exactly if the job runs, once",
                     [](const Outcome& o) {
                       return count(o, "job ends") == o.boolean("accepted");
                     }));
    CHECK(runs.every("no job runs after shutdown has returned",
                     [](const Outcome& o) {
                       return count(o, "job ends") ==
                              count(o, "job ends", "shutdown returns");
                     }));
  }

  TEST_CASE("two that shut down both wait for the workers") {
    auto runs = explore("two shut down");
    CHECK(runs.every("each shutdown returns after both workers have ended",
                     [](const Outcome& o) {
                       return count(o, "worker ends", "shutdown returns") == 2;
                     }));
  }

  TEST_CASE("wait_idle returns when another thread shuts down") {
    auto runs = explore("one waits, another one shuts down");
    for (std::string_view event : {"wait_idle returns", "shutdown returns"})
      CHECK(runs.every(
          std::string(event) + " after both jobs have ended",
          [event](const Outcome& o) { return after_jobs(o, event, 2); }));
  }

  TEST_CASE("two pools have nothing to do with each other") {
    auto runs = explore("a job of one pool waits for another pool");
    CHECK(runs.only("accepted",
                    "what submit of one pool says before and after another "
                    "pool is shut down",
                    {{true, true}}));
    CHECK(runs.every("wait_idle of a pool returns after its job has ended",
                     [](const Outcome& o) {
                       return count(o, "job ends", "wait_idle returns") == 1;
                     }));
    CHECK(runs.every("each of the two jobs runs once",
                     [](const Outcome& o) { return each_runs_once(o, 2); }));
  }
}
