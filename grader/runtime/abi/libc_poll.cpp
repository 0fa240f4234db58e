// Waiting for several descriptors: poll, select, and both with a mask.
#include <poll.h>
#include <sys/select.h>
#include <sys/syscall.h>

#include <cerrno>
#include <csignal>
#include <ctime>

#include "runtime/abi/abi.hpp"
#include "runtime/abi/results.hpp"
#include "runtime/core/descriptors.hpp"
#include "runtime/core/poll.hpp"
#include "runtime/core/signals.hpp"
#include "runtime/core/virtual_time.hpp"

using namespace course::runtime;

namespace {

std::uint64_t deadline_of(const timespec* t) {
  return t ? deadline_in(static_cast<std::uint64_t>(t->tv_sec) * 1'000'000'000 +
                         static_cast<std::uint64_t>(t->tv_nsec))
           : no_deadline;
}

// With another mask of signals, if there is one. What that mask lets through
// ends the call, also if it has been waiting before.
template <class Call>
int with_mask(const sigset_t* mask, Call call) {
  if (!mask) return call();
  const std::uint64_t before = current->blocked_signals;
  __builtin_memcpy(&current->blocked_signals, mask, sizeof before);
  const bool at_once = signals_wait() && handle_signals();
  const int answer = at_once ? -EINTR : call();
  current->blocked_signals = before;
  return answer;
}

// The sets of select(2) as a list for poll(2). Of the machine's own files,
// whose numbers are above, none is ever reported.
int select_files(int count, fd_set* in, fd_set* out, fd_set* special,
                 std::uint64_t deadline, Address site) {
  const auto has = [](fd_set* s, int fd) { return s && FD_ISSET(fd, s); };
  pollfd list[max_descriptors];
  unsigned used = 0;
  for (int fd = 0; fd < count && fd < static_cast<int>(max_descriptors); ++fd) {
    const int events =
        (has(in, fd) ? POLLIN : 0) | (has(out, fd) ? POLLOUT : 0);
    if (events) list[used++] = {fd, static_cast<short>(events), 0};
  }
  const int answer = poll_files(list, used, deadline, site);
  if (answer < 0) return answer;
  for (unsigned i = 0; i < used; ++i)
    if (list[i].revents & POLLNVAL) return -EBADF;  // the sets are as before
  for (fd_set* s : {in, out, special})
    if (s) FD_ZERO(s);
  int ready = 0;
  for (unsigned i = 0; i < used; ++i) {
    const pollfd& p = list[i];
    if (in && (p.events & POLLIN) && (p.revents & (POLLIN | POLLHUP | POLLERR)))
      FD_SET(p.fd, in), ++ready;
    if (out && (p.events & POLLOUT) && (p.revents & (POLLOUT | POLLERR)))
      FD_SET(p.fd, out), ++ready;
  }
  return ready;
}

}  // namespace

#pragma GCC diagnostic ignored "-Wmissing-attributes"

extern "C" {

int poll(pollfd* list, nfds_t count, int milliseconds) noexcept(false) {
  if (!inside())
    return static_cast<int>(
        real(SYS_poll, as_long(list), static_cast<long>(count), milliseconds));
  const std::uint64_t deadline =
      milliseconds < 0
          ? no_deadline
          : deadline_in(static_cast<std::uint64_t>(milliseconds) * 1'000'000);
  return result_of(
      poll_files(list, static_cast<unsigned>(count), deadline, COURSE_SITE));
}

int ppoll(pollfd* list, nfds_t count, const timespec* t,
          const sigset_t* mask) noexcept(false) {
  if (!inside())
    return static_cast<int>(real(SYS_ppoll, as_long(list),
                                 static_cast<long>(count), as_long(t),
                                 as_long(mask), 8));
  const Address site = COURSE_SITE;
  return result_of(with_mask(mask, [&] {
    return poll_files(list, static_cast<unsigned>(count), deadline_of(t), site);
  }));
}

int pselect(int count, fd_set* in, fd_set* out, fd_set* special,
            const timespec* t, const sigset_t* mask) noexcept(false) {
  if (!inside()) return errno = EINVAL, -1;
  const Address site = COURSE_SITE;
  return result_of(with_mask(mask, [&] {
    return select_files(count, in, out, special, deadline_of(t), site);
  }));
}

int select(int count, fd_set* in, fd_set* out, fd_set* special,
           timeval* t) noexcept(false) {
  if (!inside())
    return static_cast<int>(real(SYS_select, count, as_long(in), as_long(out),
                                 as_long(special), as_long(t)));
  std::uint64_t deadline = no_deadline;
  if (t) {
    const timespec wait{t->tv_sec, t->tv_usec * 1000};
    deadline = deadline_of(&wait);
  }
  const int answer =
      select_files(count, in, out, special, deadline, COURSE_SITE);
  if (t) {  // Linux: what was left of it
    const std::uint64_t now = rt().scheduler.now;
    const timespec left = to_timespec(deadline > now ? deadline - now : 0);
    *t = {left.tv_sec, left.tv_nsec / 1000};
  }
  return result_of(answer);
}

}  // extern "C"
