#include "judge/testing.hpp"

namespace {

constexpr int one_hour = 60 * 60 * 1000;  // ms

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

// True if no step begins or ends after the first event `last`.
bool no_step_after(const Outcome& o, std::string_view last) {
  bool over = false;
  for (const auto& e : o.history()) {
    if (over && (e.key == "step begins" || e.key == "step ends")) return false;
    over |= e.key == last;
  }
  return true;
}

bool no_step_after_stop(const Outcome& o) {
  return no_step_after(o, "stop returns");
}
bool no_step_after_gone(const Outcome& o) { return no_step_after(o, "gone"); }

constexpr const char* all_wait =
    "no step is running or begins once stop() has returned to somebody outside";
constexpr const char* none_when_gone =
    "no step is running or begins once the daemon is destroyed";

// True if the steps run one after the other, in the same thread, and that is
// not the scenario's.
bool in_one_thread(const Outcome& o) {
  std::int64_t thread = 0;
  bool running = false;
  for (const auto& e : o.history()) {
    if (e.key == "step ends") running = false;
    if (e.key != "step begins") continue;
    const std::int64_t mine = e.values.at(0).integer();
    if (running || mine == 1 || (thread != 0 && mine != thread)) return false;
    running = true;
    thread = mine;
  }
  return true;
}

// A running() that ends before stop() is called says true, and one that begins
// after any stop() has returned, or another one has said false, says false.
bool answers_are_true(const Outcome& o) {
  struct Question {
    int task;
    bool must_be_false;
  };
  std::vector<Question> open;
  bool called = false, over = false;
  for (const auto& e : o.history()) {
    if (e.key == "stop") called = true;
    if (e.key == "stop returns") over = true;
    if (e.key == "running") open.push_back({e.task, over});
    if (e.key != "running says") continue;
    const bool says = e.values.at(0).boolean();
    for (std::size_t i = 0; i < open.size(); ++i)
      if (open[i].task == e.task) {
        if (says ? open[i].must_be_false : !called) return false;
        open.erase(open.begin() + static_cast<std::ptrdiff_t>(i));
        break;
      }
    over |= !says;
  }
  return true;
}

// The test of a step that stops its own daemon.
void check_that_step_stops(int step) {
  auto runs = explore("a step stops its daemon", {{"step", step}});
  CHECK(runs.every("the step that stops is the last one, and ends",
                   [step](const Outcome& o) {
                     return count(o, "step begins") == step &&
                            count(o, "step ends") == step;
                   }));
  CHECK(runs.only("running inside",
                  "running(), asked by the step that has called stop()",
                  {{false}}));
  CHECK(runs.only("running outside",
                  "running(), asked after a step has called stop()",
                  {{false}}));
}

}  // namespace

TEST_SUITE("01-threads/daemon") {
  TEST_CASE("step is called again and again, and not after stop") {
    auto runs = explore("a daemon works for a while");
    CHECK(runs.every(
        "steps of 10 ms begin twice at least in 25 ms",
        [](const Outcome& o) { return count(o, "step begins", "stop") >= 2; }));
    CHECK(runs.every("all steps run in one thread of the daemon's own",
                     in_one_thread));
    CHECK(runs.every(all_wait, no_step_after_stop));
  }

  TEST_CASE("a daemon runs until it is stopped") {
    auto runs = explore("one thread stops twice");
    CHECK(runs.only("running",
                    "running() at first, later, after stop() and after a "
                    "second stop()",
                    {{true, true, false, false}}));
  }

  TEST_CASE("no step runs after the daemon is gone") {
    auto runs = explore("a daemon is destroyed", {{"after", 15}});
    CHECK(runs.every(
        "step() is called before the daemon goes",
        [](const Outcome& o) { return count(o, "step begins", "goes") >= 1; }));
    CHECK(runs.every(none_when_gone, no_step_after_gone));
  }

  TEST_CASE("a daemon may go as soon as it has come") {
    auto runs = explore("a daemon is destroyed", {{"after", 0}});
    CHECK(runs.every(none_when_gone, no_step_after_gone));
  }

  TEST_CASE("two that stop at the same time both wait for the last step") {
    auto runs = explore("two stop at the same time");
    CHECK(runs.every(all_wait, no_step_after_stop));
  }

  TEST_CASE("what the steps wrote is visible after each stop") {
    auto runs = explore("two stop and look what was done");
    CHECK(runs.every("both see the same number of steps", [](const Outcome& o) {
      return o["steps"].at(0) == o["steps"].at(1);
    }));
  }

  TEST_CASE("who waits for a long step sleeps") {
    auto runs = explore("a step takes an hour");
    CHECK(runs.every("each stop() returns at the end of a step of an hour",
                     [](const Outcome& o) {
                       for (const auto& time : o["time"])
                         if (time.integer() < one_hour ||
                             time.integer() % one_hour != 0)
                           return false;
                       return true;
                     }));
  }

  TEST_CASE("the first step stops its daemon") { check_that_step_stops(1); }

  TEST_CASE("a later step stops its daemon") { check_that_step_stops(2); }

  TEST_CASE("a step stops a daemon that is about to go") {
    auto runs = explore("a step stops a daemon that goes");
    CHECK(runs.every("there is one step at most, and it ends",
                     [](const Outcome& o) {
                       return count(o, "step begins") <= 1 &&
                              count(o, "step begins") == count(o, "step ends");
                     }));
    CHECK(runs.every(none_when_gone, no_step_after_gone));
  }

  TEST_CASE("a stop from outside waits for the step that has stopped") {
    auto runs = explore("a step and somebody else stop");
    CHECK(runs.every(all_wait, no_step_after_stop));
    CHECK(runs.every("there is one step at most", [](const Outcome& o) {
      return count(o, "step begins") <= 1;
    }));
  }

  TEST_CASE("running tells at any time what is the case") {
    auto runs = explore("one stops, others ask whether it runs");
    CHECK(runs.every(
        "running() is true before stop() is called, and false once stop() has "
        "returned or another running() was false",
        answers_are_true));
    CHECK(runs.every(all_wait, no_step_after_stop));
  }

  TEST_CASE("a daemon goes on when another one is stopped") {
    auto runs = explore("one of two daemons is stopped");
    CHECK(runs.only("running",
                    "running() of the one that was stopped and of the other",
                    {{false, true}}));
    CHECK(runs.every(all_wait, no_step_after_stop));
    CHECK(runs.every("steps of the other one begin in the 25 ms after that",
                     [](const Outcome& o) {
                       return count(o, "step of the other", "stop the other") >
                              count(o, "step of the other", "stop returns");
                     }));
  }

  TEST_CASE("a step that stops another daemon waits for its last step") {
    auto runs = explore("a step stops another daemon");
    CHECK(runs.every(all_wait, no_step_after_stop));
    CHECK(runs.every("stop() returns to the step", [](const Outcome& o) {
      return count(o, "stop returns") == 1;
    }));
  }
}
