#include "judge/object_names.hpp"

#include <doctest/doctest.h>

namespace course::judge {
namespace {

using protocol::ObjectKind;
using protocol::Operation;
using protocol::Owner;

TEST_CASE("a line names the lock that it takes") {
  const auto lock = [](const char* line) {
    return object_on_line(line, ObjectKind::mutex);
  };
  CHECK(lock("std::lock_guard g(m_);") == "m_");
  CHECK(lock("std::scoped_lock g(from.m_, to.m_);") == "m_");
  CHECK(lock("std::scoped_lock g(from.m_, to.n_);") == "");
  CHECK(lock("mutex_.unlock();") == "mutex_");
  CHECK(lock("std::unique_lock l(p->m_, std::defer_lock);") == "m_");
}

TEST_CASE(
    "a condition variable is what is waited for, whatever stands before") {
  const auto condition = [](const char* line) {
    return object_on_line(line, ObjectKind::condition);
  };
  CHECK(condition("while (full) changed.wait(lock);") == "changed");
  CHECK(condition("if (--left_ == 0) done_.notify_all();") == "done_");
  CHECK(condition("p->ready_.wait_for(lock, 5ms, [&] { return open_; });") ==
        "ready_");
}

TEST_CASE("a semaphore is what is acquired or released") {
  const auto semaphore = [](const char* line) {
    return object_on_line(line, ObjectKind::semaphore);
  };
  CHECK(semaphore("if (limited_) places_.acquire();") == "places_");
  CHECK(semaphore("if (!items_.try_acquire_for(timeout)) return {};") ==
        "items_");
}

TEST_CASE(
    "an atomic in the predicate of a wait is not its condition variable") {
  const auto atomic = [](const char* line) {
    return object_on_line(line, ObjectKind::atomic);
  };
  CHECK(atomic("changed_.wait(lock, [&] { return open_; });") == "");
  CHECK(atomic("open_.store(true);") == "open_");
  CHECK(atomic("while (n > 0) left.wait(n);") == "left");
  CHECK(atomic("if (--left_ == 0) return;") == "left_");
}

TEST_CASE("a barrier is called after the atomic at which threads wait") {
  const auto named = [](std::string header, Operation operation) {
    protocol::Trace trace;
    trace.objects.push_back({1, ObjectKind::atomic, ""});
    trace.steps.emplace_back();
    trace.steps[0].operation = operation;
    trace.steps[0].object = 1;
    trace.steps[0].stack = {
        {"wait", "/usr/include/atomic_wait.h", 3, Owner::library},
        {"wait", "/usr/include/" + header, 9, Owner::library},
        {"play", "life.hpp", 38, Owner::submission}};
    name_objects(trace, [](const std::string&, int) {
      return "    round->arrive_and_wait();";
    });
    return trace.objects[0].name;
  };
  CHECK(named("barrier", Operation::futex_wait) == "round");
  CHECK(named("latch", Operation::futex_wake) == "round");
  CHECK(named("barrier", Operation::load) == "atomic");
  CHECK(named("shared_ptr_base.h", Operation::futex_wait) == "atomic");
}

TEST_CASE("a pipe is called as where it is made") {
  const auto pipe = [](const char* line) {
    return object_on_line(line, ObjectKind::pipe);
  };
  CHECK(pipe("if (pipe(ends) == -1) fail();") == "ends");
  CHECK(pipe("must(pipe2(back_, O_CLOEXEC) == 0, text);") == "back_");
  CHECK(pipe("s.resize(fread(s.data(), 1, n, from));") == "");
}

}  // namespace
}  // namespace course::judge
