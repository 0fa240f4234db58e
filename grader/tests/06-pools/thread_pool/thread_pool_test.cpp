#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions spurious{.faults = fault_spurious_wakeup};

// True if all jobs run in one and the same thread, which is not the scenario's.
bool in_one_worker(const Outcome& o) {
  std::int64_t worker = 0;
  for (const auto& e : o.history()) {
    const std::int64_t thread = e.values.at(0).integer();
    if (thread == 1 || (worker != 0 && thread != worker)) return false;
    worker = thread;
  }
  return true;
}
constexpr const char* only_the_worker =
    "all jobs run in the one worker, a thread of the pool's own";

void check_captured(int throws, const char* what) {
  auto runs = explore("a job has captured something", {{"throws", throws}});
  CHECK(runs.only("gone", what, {{1}}));
}

}  // namespace

TEST_SUITE("06-pools/thread_pool") {
  TEST_CASE("one worker runs three jobs in the order of their submission") {
    auto runs = explore("three jobs, one worker", {}, spurious);
    CHECK(runs.only("ran",
                    "the jobs of 1, 2 and 3 that have run when the pool is "
                    "gone, in their order, as one number",
                    {{123}}));
    CHECK(runs.every(only_the_worker, in_one_worker));
    CHECK(runs.only("accepted", "what submit says, three times", {{true}}));
    CHECK(runs.only("threads",
                    "the number of threads that a pool of one worker has "
                    "started: by its constructor, and in the end",
                    {{1, 1}}));
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

  TEST_CASE("five workers run five jobs at the same time") {
    explore("five jobs meet", {},
            {.orders = 2'000,  // two of them meet in more orders
             .meeting = "five jobs run at the same time in a pool of five "
                        "workers, on a machine with four processors"});
  }

  TEST_CASE("submit waits for nothing") {
    auto runs =
        explore("twenty jobs are submitted in an hour", {}, {.orders = 2'000});
    CHECK(runs.only("accepted, hours",
                    "how many of 20 jobs are accepted while the only worker is "
                    "busy for an hour, and how many hours that takes",
                    {{20, 0}}));
    CHECK(runs.only("run", "how many of the 20 jobs have run", {{20}}));
  }

  TEST_CASE("whoever is free takes the next job") {
    explore("the first job waits for the third", {},
            {.meeting = "a worker runs the second job and then the third while "
                        "the other one is still busy with the first"});
  }

  TEST_CASE("wait_idle waits for a job that runs") {
    auto runs = explore("jobs of an hour, one after the other", {}, spurious);
    CHECK(runs.only("ended",
                    "the number of jobs that have ended when wait_idle returns "
                    "after the first was submitted, and after the second",
                    {{1, 2}}));
    CHECK(runs.every(only_the_worker, in_one_worker));
  }

  TEST_CASE("a job and the one that it submits run at the same time") {
    auto runs = explore("a job meets the one that it submits");
    CHECK(runs.only("ended",
                    "the number of jobs that have ended when wait_idle returns "
                    "after a job was submitted that submits another one",
                    {{2}}));
  }

  TEST_CASE("two threads wait at the same time") {
    auto runs = explore("two threads submit a job each and wait", {},
                        {.faults = fault_spurious_wakeup, .orders = 4'000});
    CHECK(runs.only("ended",
                    "how many of its own jobs, which is one, each of two "
                    "threads finds ended when wait_idle returns",
                    {{1, 1}}));
  }

  TEST_CASE("what a job has captured goes before the pool is idle") {
    check_captured(0,
                   "the number of captured objects, of one, that are destroyed "
                   "when wait_idle returns");
  }

  TEST_CASE("a job that throws is counted, and the worker goes on") {
    auto runs = explore("jobs throw, one worker");
    CHECK(runs.only("ended",
                    "how often the third job has run when wait_idle returns; "
                    "the two before it throw",
                    {{1}}));
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
    check_captured(1,
                   "the number of objects, of one, captured by a job that "
                   "throws, that are destroyed when wait_idle returns");
  }

  TEST_CASE("shutdown runs the jobs in the queue and accepts no more") {
    auto runs = explore("shutdown while jobs are in the queue");
    CHECK(runs.only("ended",
                    "how many of two jobs have run when shutdown returns, and "
                    "in the end",
                    {{2, 2}}));
    CHECK(runs.only("after shutdown",
                    "what submit and failed() say after shutdown",
                    {{false, 0}}));
  }

  TEST_CASE("a job that submits during shutdown is refused") {
    auto runs = explore("a job submits during shutdown");
    CHECK(runs.only("accepted, late jobs",
                    "what submit says to a job while shutdown waits for it, "
                    "and how often the submitted one runs",
                    {{false, 0}}));
  }

  TEST_CASE("a job is accepted exactly if it runs") {
    auto runs = explore("submit and shutdown");
    CHECK(runs.only("accepted, ended",
                    "what submit says, and how often the job has run when "
                    "shutdown returns, and in the end",
                    {{false, 0, 0}, {true, 1, 1}}));
  }

  TEST_CASE("two that shut down both wait for the workers") {
    auto runs = explore("two shut down");
    CHECK(runs.only("workers ended",
                    "how many of two workers have ended when shutdown returns "
                    "to one thread, and to another",
                    {{2, 2}}));
  }

  TEST_CASE("wait_idle returns when another thread shuts down") {
    auto runs = explore("one waits, another one shuts down");
    CHECK(runs.only("written",
                    "how many of two jobs have run when shutdown returns, and "
                    "when wait_idle returns to another thread",
                    {{2, 2}}));
  }

  TEST_CASE("two pools have nothing to do with each other") {
    auto runs = explore("a job of one pool waits for another pool");
    CHECK(runs.only("accepted",
                    "what submit of one pool says before and after another "
                    "pool is shut down",
                    {{true, true}}));
    CHECK(runs.only("ended",
                    "how many jobs of one pool have run when its wait_idle "
                    "returns to a job of another pool, and in the end",
                    {{1, 2}}));
  }
}
