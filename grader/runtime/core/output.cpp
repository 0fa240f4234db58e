#include "runtime/core/output.hpp"

#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <cstdio>

#include "runtime/abi/raw_syscall.hpp"

namespace course::runtime {
namespace {

// The machine's descriptors: the file, and a copy of what it stands in for.
struct Output {
  long file, before;
  bool on;
};
[[gnu::section("course_runtime")]] Output output{-1, -1, false};

}  // namespace

void begin_output() {
  if (output.file < 0)
    output.file =
        raw_syscall(SYS_memfd_create, reinterpret_cast<long>("output"));
  raw_syscall(SYS_ftruncate, output.file, 0);
  raw_syscall(SYS_lseek, output.file, 0, SEEK_SET);
  if (output.on) return;
  output.on = true;
  output.before = raw_syscall(SYS_dup, STDOUT_FILENO);
  raw_syscall(SYS_dup2, output.file, STDOUT_FILENO);
}

std::size_t read_output(char* to, std::size_t size) {
  const long n =
      raw_syscall(SYS_pread64, output.file, reinterpret_cast<long>(to),
                  static_cast<long>(size), 0);
  return n < 0 ? 0 : static_cast<std::size_t>(n);
}

void end_output() {
  if (!output.on) return;
  output.on = false;
  raw_syscall(SYS_dup2, output.before, STDOUT_FILENO);
  raw_syscall(SYS_close, output.before);
}

}  // namespace course::runtime
