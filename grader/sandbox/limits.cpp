// Most limits of a run are totals over all its processes, which no rlimit can
// express: process.cpp watches them every few milliseconds. What is set here
// are the backstops for one process, in case the watcher gets no processor
// time, and what has to be the same on every machine.
//
// RLIMIT_NPROC is not among them: it counts the processes of the user, not of
// the run, and is ignored for root. A fork bomb is stopped by counting the
// namespace's processes.
#include "sandbox/limits.hpp"

#include <sys/resource.h>

#include <cmath>

namespace course::sandbox {
namespace {

void limit(int resource, rlim_t soft, rlim_t hard) noexcept {
  rlimit now;
  // Only root may raise a hard limit, so a lower one stays as it is.
  if (::getrlimit(static_cast<__rlimit_resource_t>(resource), &now) == 0) {
    if (now.rlim_max != RLIM_INFINITY && hard > now.rlim_max)
      hard = now.rlim_max;
    if (soft > hard) soft = hard;
  }
  const rlimit value{soft, hard};
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &value);
}

}  // namespace

void apply_limits(const Limits& limits) noexcept {
  // A second later than the watcher: it counts descendants too.
  const auto seconds = static_cast<rlim_t>(std::ceil(limits.cpu_seconds)) + 1;
  limit(RLIMIT_CPU, seconds, seconds + 1);
  limit(RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes);
  limit(RLIMIT_CORE, 0, 0);
  limit(RLIMIT_NOFILE, 256, 256);
  // The usual size everywhere: the limit decides where the kernel places
  // mappings, and addresses must not depend on the machine.
  limit(RLIMIT_STACK, 8u << 20, 8u << 20);
  if (limits.address_bytes != 0)
    limit(RLIMIT_AS, limits.address_bytes, limits.address_bytes);
}

}  // namespace course::sandbox
