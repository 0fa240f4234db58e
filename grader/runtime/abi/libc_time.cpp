// Clocks and sleeps: virtual time.
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "runtime/abi/abi.hpp"
#include "runtime/abi/raw_syscall.hpp"
#include "runtime/core/virtual_time.hpp"

using namespace course::runtime;

namespace {

timespec time_until(std::uint64_t deadline) {
  const std::uint64_t now = rt().scheduler.now;
  return to_timespec(deadline > now ? deadline - now : 0);
}

std::uint64_t nanoseconds(const timespec& t) {
  return static_cast<std::uint64_t>(t.tv_sec) * 1'000'000'000u +
         static_cast<std::uint64_t>(t.tv_nsec);
}

bool valid(const timespec& t) {
  return t.tv_sec >= 0 && t.tv_nsec >= 0 && t.tv_nsec < 1'000'000'000;
}

}  // namespace

extern "C" {

int clock_gettime(clockid_t clock, timespec* t) noexcept {
  if (!inside())
    return static_cast<int>(
        raw_syscall(SYS_clock_gettime, clock, reinterpret_cast<long>(t)));
  *t = to_timespec(clock_now(clock));
  return 0;
}

int gettimeofday(timeval* t, void*) noexcept {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  *t = {now.tv_sec, now.tv_nsec / 1000};
  return 0;
}

time_t time(time_t* out) noexcept {
  timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  if (out) *out = now.tv_sec;
  return now.tv_sec;
}

int timespec_get(timespec* t, int base) noexcept {
  clock_gettime(CLOCK_REALTIME, t);
  return base;
}

int nanosleep(const timespec* t, timespec* left) {
  if (!inside()) return 0;
  if (!valid(*t)) return errno = EINVAL, -1;
  const std::uint64_t deadline = deadline_in(nanoseconds(*t));
  if (left) *left = {0, 0};
  if (sleep_until(deadline, COURSE_SITE)) return 0;
  if (left) *left = time_until(deadline);
  return errno = EINTR, -1;
}

int clock_nanosleep(clockid_t clock, int flags, const timespec* t,
                    timespec* left) {
  if (!inside()) return 0;
  if (!valid(*t)) return EINVAL;
  const std::uint64_t deadline = flags & TIMER_ABSTIME
                                     ? deadline_at(clock, *t)
                                     : deadline_in(nanoseconds(*t));
  if (left) *left = {0, 0};
  if (sleep_until(deadline, COURSE_SITE)) return 0;
  if (left && !(flags & TIMER_ABSTIME)) *left = time_until(deadline);
  return EINTR;
}

int usleep(useconds_t us) {
  if (!inside() ||
      sleep_until(deadline_in(std::uint64_t{us} * 1000), COURSE_SITE))
    return 0;
  return errno = EINTR, -1;
}

unsigned sleep(unsigned seconds) {
  const std::uint64_t deadline =
      inside() ? deadline_in(std::uint64_t{seconds} * 1'000'000'000u) : 0;
  if (!inside() || sleep_until(deadline, COURSE_SITE)) return 0;
  return static_cast<unsigned>(time_until(deadline).tv_sec + 1);
}

}  // extern "C"
