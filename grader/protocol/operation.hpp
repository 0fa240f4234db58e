// What a step of a trace does, and to what kind of object. The worker records
// these numbers, the report words them.
#pragma once

#include <cstdint>
#include <string_view>

namespace course::protocol {

enum class Operation : std::uint8_t {
  none,
  task_start,
  task_end,
  create,
  join,
  detach,
  lock,
  try_lock,
  unlock,
  read_lock,
  try_read_lock,
  read_unlock,
  wait,
  wake_up,
  notify_one,
  notify_all,
  acquire,      // semaphore
  try_acquire,  // semaphore
  release,      // semaphore
  arrive,       // barrier
  once_begin,
  once_end,
  futex_wait,
  futex_wake,
  load,
  store,
  exchange,  // any read-modify-write
  compare_exchange,
  fence,
  yield,
  sleep,
  read,   // plain memory
  write,  // plain memory
  allocate,
  free,
  destroy,
  observe,
  event,
  throw_exception,
  fault,    // an injected fault happens
  request,  // for something that others want, too: see course_test::Request
  served,   // it has got that, or given up
  exit,
  fork,
  wait_child,
  process_end,
  signal,   // sends one
  handler,  // of a signal begins to run
  open,     // descriptors are made: a pipe, for example
  close,
  receive,  // read(2) and its like
  send,     // write(2) and its like
  poll,
  map,
  unmap,
};

constexpr std::string_view name(Operation o) {
  switch (o) {
    case Operation::none:
      return "nothing";
    case Operation::task_start:
      return "starts";
    case Operation::task_end:
      return "ends";
    case Operation::create:
      return "creates a thread";
    case Operation::join:
      return "join";
    case Operation::detach:
      return "detach";
    case Operation::lock:
      return "lock";
    case Operation::try_lock:
      return "try_lock";
    case Operation::unlock:
      return "unlock";
    case Operation::read_lock:
      return "shared lock";
    case Operation::try_read_lock:
      return "try_lock_shared";
    case Operation::read_unlock:
      return "shared unlock";
    case Operation::wait:
      return "wait";
    case Operation::wake_up:
      return "wakes up";
    case Operation::notify_one:
      return "notify_one";
    case Operation::notify_all:
      return "notify_all";
    case Operation::acquire:
      return "acquire";
    case Operation::try_acquire:
      return "try_acquire";
    case Operation::release:
      return "release";
    case Operation::arrive:
      return "arrive";
    case Operation::once_begin:
      return "begins a once-only call";
    case Operation::once_end:
      return "ends a once-only call";
    case Operation::futex_wait:
      return "atomic wait";
    case Operation::futex_wake:
      return "atomic notify";
    case Operation::load:
      return "load";
    case Operation::store:
      return "store";
    case Operation::exchange:
      return "exchange";
    case Operation::compare_exchange:
      return "compare_exchange";
    case Operation::fence:
      return "fence";
    case Operation::yield:
      return "yield";
    case Operation::sleep:
      return "sleep";
    case Operation::read:
      return "read";
    case Operation::write:
      return "write";
    case Operation::allocate:
      return "allocate";
    case Operation::free:
      return "free";
    case Operation::destroy:
      return "destroy";
    case Operation::observe:
      return "observe";
    case Operation::event:
      return "event";
    case Operation::throw_exception:
      return "throws";
    case Operation::fault:
      return "injected fault";
    case Operation::request:
      return "asks";
    case Operation::served:
      return "is served";
    case Operation::exit:
      return "exit";
    case Operation::fork:
      return "fork";
    case Operation::wait_child:
      return "waitpid";
    case Operation::process_end:
      return "ends";
    case Operation::signal:
      return "kill";
    case Operation::handler:
      return "handles a signal";
    case Operation::open:
      return "open";
    case Operation::close:
      return "close";
    case Operation::receive:
      return "read";
    case Operation::send:
      return "write";
    case Operation::poll:
      return "poll";
    case Operation::map:
      return "mmap";
    case Operation::unmap:
      return "munmap";
  }
  return "?";
}

enum class ObjectKind : std::uint8_t {
  none,
  memory,
  mutex,
  shared_mutex,
  condition,
  semaphore,
  barrier,
  once,
  atomic,
  task,
  process,
  children,  // of a process: what waitpid waits for
  pipe,
  file_lock,
};

constexpr std::string_view name(ObjectKind k) {
  switch (k) {
    case ObjectKind::none:
      return "nothing";
    case ObjectKind::memory:
      return "memory";
    case ObjectKind::mutex:
      return "mutex";
    case ObjectKind::shared_mutex:
      return "shared mutex";
    case ObjectKind::condition:
      return "condition variable";
    case ObjectKind::semaphore:
      return "semaphore";
    case ObjectKind::barrier:
      return "barrier";
    case ObjectKind::once:
      return "once flag";
    case ObjectKind::atomic:
      return "atomic";
    case ObjectKind::task:
      return "thread";
    case ObjectKind::process:
      return "process";
    case ObjectKind::children:
      return "child";
    case ObjectKind::pipe:
      return "pipe";
    case ObjectKind::file_lock:
      return "file lock";
  }
  return "?";
}

}  // namespace course::protocol
