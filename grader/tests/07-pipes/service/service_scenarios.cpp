// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "service.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <semaphore.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <stdexcept>
#include <string>
#include <system_error>
#include <type_traits>

COURSE_SIGNATURE("call must be std::string(const std::string&)",
                 std::string (course::Service::*)(const std::string&),
                 &course::Service::call);
COURSE_SIGNATURE("pid must be pid_t() const",
                 pid_t (course::Service::*)() const, &course::Service::pid);

namespace {

using course::Service;

std::string answer_of(Service& service, const std::string& request) {
  try {
    return service.call(request);
  } catch (const std::runtime_error&) {
    return "std::runtime_error";
  }
}

std::string politely(const std::string& request) { return request + ", sir"; }

// One of its requests is its last.
std::string mortally(const std::string& request) {
  if (request == "die") raise(SIGKILL);
  if (request == "throw") throw std::logic_error("the handler throws");
  if (request == "throw a number") throw 1;
  return politely(request);
}

// From its first request on, its process may be killed at any moment.
std::string dangerously(const std::string& request) {
  static course_test::MayBeKilled* armed = nullptr;
  if (!armed) armed = new course_test::MayBeKilled;
  return politely(request);
}

int status_of(pid_t pid) {
  int status = 0;
  if (waitpid(pid, &status, 0) != pid) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -2;
}

void say_goodbye() { std::printf("goodbye "); }

}  // namespace

COURSE_SCENARIO("three questions") {
  int asked = 0;
  Service service([&asked](const std::string& request) {
    return request + std::to_string(++asked) + " from " +
           std::to_string(course_test::process_number());
  });
  const std::string first = service.call("tea "), second = service.call("");
  course_test::observe("answers", first, second, service.call("milk "));
  course_test::observe("asked", asked);
}

COURSE_SCENARIO("questions of all kinds") {
  course_test::MayFail may_fail;  // the pipes may be small ones
  Service service([](const std::string& request) { return request + request; });
  const std::string bytes("\0a\n", 3), size(4200, 'x');
  course_test::observe("any bytes", service.call(bytes) == bytes + bytes);
  course_test::observe("any length", service.call(size) == size + size);
}

COURSE_SCENARIO("two threads ask") {
  Service service(politely);
  std::string tea, milk;
  {
    course_test::Thread other([&] { milk = service.call("milk"); });
    tea = service.call("tea");
  }
  course_test::observe("answers", tea, milk);
}

COURSE_SCENARIO("calls that may be cut or interrupted") {
  course_test::MayFail may_fail;
  Service service(politely);
  const std::string first = answer_of(service, "tea");
  course_test::observe("answers", first, answer_of(service, "milk"));
}

COURSE_SCENARIO("killed before it is asked") {
  Service service(politely);
  kill(service.pid(), SIGKILL);
  const std::string first = answer_of(service, "tea");
  course_test::observe("answers", first, answer_of(service, "milk"));
  struct sigaction now;
  sigset_t blocked;
  sigaction(SIGPIPE, nullptr, &now);
  pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  course_test::observe("sigpipe", now.sa_handler != SIG_DFL ? "changed"
                                  : sigismember(&blocked, SIGPIPE)
                                      ? "blocked"
                                      : "as before");
}

COURSE_SCENARIO("its last question") {
  Service service(mortally);
  const std::string first = answer_of(service, "tea");
  const char* const deadly[] = {"die", "throw", "throw a number"};
  const std::string last =
      answer_of(service, deadly[course_test::input("throws")]);
  course_test::observe("answers", first, last, answer_of(service, "milk"));
}

COURSE_SCENARIO("killed at any moment") {
  Service service(dangerously);
  for (const char* request : {"1", "2", "3"})
    course_test::event("answer", answer_of(service, request));
}

COURSE_SCENARIO("two threads ask, and it dies of one question") {
  Service service(mortally);
  std::string tea, die;
  {
    course_test::Thread other([&] { die = answer_of(service, "die"); });
    tea = answer_of(service, "tea");
  }
  course_test::observe("tea", tea);
  course_test::observe("die", die);
}

COURSE_SCENARIO("destroyed in the order of their making") {
  auto* const first = new Service(politely);
  auto* const second = new Service(politely);
  course_test::observe("first", first->call("one"));
  delete first;
  delete second;
}

COURSE_SCENARIO("three, in the order of their making") {
  auto* const first = new Service(politely);
  auto* const second = new Service(politely);
  auto* const third = new Service(politely);
  delete first;
  delete second;
  course_test::observe("third", third->call("three"));
  delete third;
}

// The first one answers when the second one has been asked.
COURSE_SCENARIO("two services at the same time") {
  void* const shared = mmap(nullptr, sizeof(sem_t), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  auto* const asked = new (shared) sem_t;
  sem_init(asked, 1, 0);
  {
    Service waits([asked](const std::string& request) {
      sem_wait(asked);
      return politely(request);
    });
    Service wakes([asked](const std::string& request) {
      sem_post(asked);
      return politely(request);
    });
    std::string tea, milk;
    {
      course_test::Thread other([&] { tea = answer_of(waits, "tea"); });
      milk = answer_of(wakes, "milk");
    }
    course_test::observe("answers", tea, milk);
  }
  munmap(shared, sizeof(sem_t));
}

COURSE_SCENARIO("a third one when the first is gone") {
  auto* const first = new Service(politely);
  Service second(politely);
  delete first;
  Service third(politely);
  course_test::observe("third", third.call("three"));
}

COURSE_SCENARIO("the one that made them is killed") {
  prctl(PR_SET_CHILD_SUBREAPER, 1);  // who is left comes to this process
  const pid_t pid = fork();
  if (pid == 0) {
    Service first(politely), second(politely);
    raise(SIGKILL);
  }
  int ended = 0;
  while (wait(nullptr) > 0) ++ended;
  course_test::observe("ended", ended);
}

COURSE_SCENARIO("the caller has another child") {
  const pid_t other = fork();
  if (other == 0) _exit(3);
  { Service service(politely); }
  course_test::observe("the other child", status_of(other));
}

COURSE_SCENARIO("all print") {
  course_test::Output output;
  std::atexit(say_goodbye);
  std::printf("before ");
  {
    Service service([](const std::string& request) {
      std::printf("%s ", request.c_str());
      if (request == "at last") throw std::runtime_error("the end");
      return request;
    });
    service.call("inside");
    if (course_test::input("throws")) answer_of(service, "at last");
  }
  std::printf("after");
  course_test::observe("output", output.text());
}

COURSE_SCENARIO("there may be no process") {
  try {
    course_test::MayFail may_fail;
    Service service(politely);
    course_test::observe("answer", service.call("tea"));
  } catch (const std::system_error&) {
    course_test::observe("answer", "std::system_error");
  }
}
