#include "runtime/core/world.hpp"

#include <sys/syscall.h>

#include "runtime/core/failure.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/state.hpp"
#include "runtime/strategy/strategy.hpp"

namespace course::runtime {

int world_tid() {
  return world_pid + static_cast<int>(inside() ? current->index : 0);
}

std::uint64_t next_random() {
  if (!inside()) return 4;
  note_in_order();
  Random random(rt().random_state);
  const std::uint64_t v = random.next();
  rt().random_state += 0x9e3779b97f4a7c15u;
  return v >> 1;
}

void seed_random(std::uint64_t seed) {
  if (!inside()) return;
  note_in_order();
  rt().random_state = seed;
}

void fill_random(void* out, std::size_t size) {
  auto* bytes = static_cast<unsigned char*>(out);
  for (std::size_t i = 0; i < size; ++i)
    bytes[i] = static_cast<unsigned char>(next_random() >> 8);
}

bool refuses_system_call(long number) {
  switch (number) {
    case SYS_kill:
    case SYS_tkill:
    case SYS_tgkill:
    case SYS_exit:
    case SYS_exit_group:
    case SYS_fork:
    case SYS_vfork:
    case SYS_clone:
    case SYS_clone3:
    case SYS_rt_sigaction:
    case SYS_rt_sigprocmask:
    case SYS_sigaltstack:
    case SYS_setitimer:
    case SYS_execve:
      return true;
    default:
      return false;
  }
}

void refuse_system_call(long number) {
  Message m;
  m << "it makes the system call number " << static_cast<std::uint64_t>(number);
  fail(Verdict::tampered, m.text(), static_cast<std::uint64_t>(number));
}

}  // namespace course::runtime
