// What a program can find out about its machine: the same everywhere.
#include <sched.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <cstdlib>

#include "runtime/abi/abi.hpp"
#include "runtime/abi/raw_syscall.hpp"
#include "runtime/core/world.hpp"

using namespace course::runtime;

extern "C" {

int get_nprocs() noexcept { return world_processors; }
int get_nprocs_conf() noexcept { return world_processors; }

long __sysconf(int name) noexcept;  // glibc's own

long sysconf(int name) noexcept {
  if (name == _SC_NPROCESSORS_ONLN || name == _SC_NPROCESSORS_CONF)
    return world_processors;
  return __sysconf(name);
}

int sched_getaffinity(pid_t, std::size_t size, cpu_set_t* set) noexcept {
  __builtin_memset(set, 0, size);
  for (int i = 0; i < world_processors; ++i)
    CPU_SET_S(static_cast<std::size_t>(i), size, set);
  return 0;
}

int sched_getcpu() noexcept { return 0; }

ssize_t getrandom(void* out, std::size_t size, unsigned flags) noexcept {
  if (!inside())
    return raw_syscall(SYS_getrandom, reinterpret_cast<long>(out),
                       static_cast<long>(size), flags);
  fill_random(out, size);
  return static_cast<ssize_t>(size);
}

int getentropy(void* out, std::size_t size) noexcept {
  return getrandom(out, size, 0) < 0 ? -1 : 0;
}

int rand() noexcept { return static_cast<int>(next_random() & RAND_MAX); }
long random() noexcept { return rand(); }
void srand(unsigned seed) noexcept { seed_random(seed); }
void srandom(unsigned seed) noexcept { seed_random(seed); }
std::uint32_t arc4random() noexcept {
  return static_cast<std::uint32_t>(next_random());
}

}  // extern "C"

// std::random_device reads the processor's generator; these are its members in
// libstdc++.
extern "C" {
unsigned _ZNSt13random_device9_M_getvalEv(void*) {
  return static_cast<unsigned>(next_random());
}
// clang-format off
void _ZNSt13random_device7_M_initERKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE(void*, const void*) {}
// clang-format on
void _ZNSt13random_device7_M_finiEv(void*) {}
}
