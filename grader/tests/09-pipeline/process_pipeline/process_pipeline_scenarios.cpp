// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "process_pipeline.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <vector>

COURSE_SIGNATURE(
    "process_pipeline must be std::vector<std::int64_t>(const "
    "std::vector<ProcessStep>&, const std::vector<std::int64_t>&)",
    std::vector<std::int64_t> (*)(
        const std::vector<std::function<std::int64_t(std::int64_t)>>&,
        const std::vector<std::int64_t>&),
    &course::process_pipeline);

namespace {

using Numbers = std::vector<std::int64_t>;
using Steps = std::vector<course::ProcessStep>;

// The result, or that it is none.
void observe_result(const Steps& steps, const Numbers& input) {
  try {
    const Numbers output = course::process_pipeline(steps, input);
    course_test::event("process_pipeline is back");
    course_test::observe("output", output);
  } catch (const std::logic_error&) {
    throw;  // not written yet
  } catch (const std::runtime_error&) {
    course_test::event("process_pipeline is back");
    course_test::observe("output", "std::runtime_error");
  }
}

std::int64_t unchanged(std::int64_t item) { return item; }

// Appends the number of the process that does it, in two digits.
std::int64_t signs(std::int64_t item) {
  return 100 * item + course_test::process_number();
}

// What goes wrong in a step when it gets `at`.
enum Mishap { killed, throws, ends_early, throws_a_number };
course::ProcessStep fails_at(std::int64_t at, std::int64_t mishap) {
  return [at, mishap](std::int64_t item) {
    if (item != at) return item;
    if (mishap == killed) raise(SIGKILL);
    if (mishap == throws) throw std::runtime_error("this step fails");
    if (mishap == throws_a_number) throw 1;
    _exit(0);
  };
}

// Of the scenario's `count` steps the one with this number, from 1, fails.
Steps with_failing_step(std::int64_t count, std::int64_t number,
                        std::int64_t at) {
  Steps steps(static_cast<std::size_t>(count), unchanged);
  steps[static_cast<std::size_t>(number - 1)] =
      fails_at(at, course_test::input("mishap"));
  return steps;
}

// The numbers from 1.
Numbers numbers(std::int64_t count) {
  Numbers list;
  for (std::int64_t i = 1; i <= count; ++i) list.push_back(i);
  return list;
}

// What all processes have in common.
struct Common {
  sem_t first, second;
  int calls;
};
class Shared {
 public:
  Shared()
      : common_(new (mmap(nullptr, sizeof(Common), PROT_READ | PROT_WRITE,
                          MAP_SHARED | MAP_ANONYMOUS, -1, 0)) Common()) {
    sem_init(&common_->first, 1, 0);
    sem_init(&common_->second, 1, 0);
  }
  ~Shared() { munmap(common_, sizeof *common_); }
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;
  Common* operator->() const { return common_; }

 private:
  Common* common_;
};

// Nobody but the scenario waits for it.
pid_t bystander() {
  const pid_t pid = fork();
  if (pid == 0) _exit(3);
  return pid;
}

int status_of(pid_t pid) {
  int status = 0;
  if (waitpid(pid, &status, 0) != pid) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -2;
}

volatile sig_atomic_t handled = 0;
void on_sigpipe(int) { handled = handled + 1; }

}  // namespace

COURSE_SCENARIO("some items, some steps") {
  const auto steps = static_cast<std::size_t>(course_test::input("steps"));
  observe_result(Steps(steps, signs), numbers(course_test::input("items")));
}

COURSE_SCENARIO("items of all kinds") {
  observe_result({unchanged}, {0, -1, INT64_MIN, INT64_MAX});
}

COURSE_SCENARIO("no steps") { observe_result({}, {3, 1, 2}); }

COURSE_SCENARIO("no inputs") { observe_result({unchanged, unchanged}, {}); }

// A step has its own copy of all variables, and keeps it from item to item.
COURSE_SCENARIO("a step remembers") {
  std::int64_t sum = 0;
  observe_result({[&](std::int64_t item) { return sum += item; }, unchanged},
                 {1, 2});
  course_test::observe("sum", sum);
}

COURSE_SCENARIO("two steps meet") {
  Shared shared;
  observe_result({[&](std::int64_t item) {
                    if (item != 2) return item;
                    sem_post(&shared->first);
                    sem_wait(&shared->second);
                    return item;
                  },
                  [&](std::int64_t item) {
                    if (item != 1) return item;
                    sem_post(&shared->second);
                    sem_wait(&shared->first);
                    return item;
                  }},
                 {1, 2});
}

COURSE_SCENARIO("calls are interrupted, reads and writes short") {
  course_test::MayFail may_fail;
  observe_result({unchanged}, {0x0102030405060708});
}

COURSE_SCENARIO("more items than the pipes hold") {
  course_test::SmallPipes small;
  const Numbers input = numbers(course_test::input("items"));
  const Numbers output = course::process_pipeline({unchanged}, input);
  course_test::observe("number of outputs", output.size());
  course_test::observe("as they went in", output == input);
}

COURSE_SCENARIO("a step fails, and much is still to be done") {
  course_test::SmallPipes small;
  observe_result(with_failing_step(2, course_test::input("step"), 1),
                 numbers(course_test::input("items")));
}

COURSE_SCENARIO("a step fails") {
  observe_result(with_failing_step(2, course_test::input("step"),
                                   course_test::input("item")),
                 numbers(2));
}

COURSE_SCENARIO("a step may be killed behind its last item") {
  Steps steps(2, unchanged);
  steps[static_cast<std::size_t>(course_test::input("step") - 1)] =
      [](std::int64_t item) {
        // Not taken back: it holds until the process ends.
        if (item == 2) new course_test::MayBeKilled;
        return item;
      };
  observe_result(steps, numbers(2));
  course_test::observe("killed", course_test::processes_killed());
}

// The second item takes long in the first step. The second step may be gone
// by then, and the last pipe at its end.
COURSE_SCENARIO("a step takes long") {
  const bool gone = course_test::input("gone") != 0;
  course_test::MayFail may_fail;
  observe_result({[](std::int64_t item) {
                    if (item == 2) usleep(5'000);
                    return item;
                  },
                  gone ? fails_at(1, ends_early) : unchanged},
                 numbers(2));
}

COURSE_SCENARIO("there may be no process") {
  const pid_t other = bystander();
  {
    course_test::MayFail may_fail;
    observe_result({unchanged, unchanged}, {1});
  }
  course_test::observe("the other child", status_of(other));
}

// A child that is nobody's business but the caller's, a handler and a mask.
COURSE_SCENARIO("the caller has things of its own") {
  const pid_t other = bystander();
  struct sigaction mine {
  }, after{}, child_after{};
  mine.sa_handler = on_sigpipe;
  sigaction(SIGPIPE, &mine, nullptr);
  sigset_t mask;
  observe_result(with_failing_step(1, 1, 1), numbers(2));
  sigaction(SIGPIPE, nullptr, &after);
  sigaction(SIGCHLD, nullptr, &child_after);
  sigprocmask(SIG_BLOCK, nullptr, &mask);
  course_test::observe("handled", static_cast<int>(handled));
  course_test::observe("as before", after.sa_handler == on_sigpipe &&
                                        child_after.sa_handler == SIG_DFL &&
                                        sigismember(&mask, SIGPIPE) == 0 &&
                                        sigismember(&mask, SIGCHLD) == 0);
  course_test::observe("the other child", status_of(other));
}
