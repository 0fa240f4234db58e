#include "sandbox/process_tree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#include "sandbox/descriptor.hpp"

namespace course::sandbox {
namespace {

std::string read_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return {};
  std::string text;
  char part[4096];
  ssize_t n;
  while ((n = ::read(file.get(), part, sizeof part)) > 0)
    text.append(part, static_cast<std::size_t>(n));
  return text;
}

std::string proc(pid_t pid) { return "/proc/" + std::to_string(pid); }

// The numbers that name entries of a directory.
std::vector<pid_t> numbers_in(const std::string& directory) {
  std::vector<pid_t> numbers;
  const std::unique_ptr<DIR, int (*)(DIR*)> open(::opendir(directory.c_str()),
                                                 ::closedir);
  if (!open) return numbers;
  while (const dirent* entry = ::readdir(open.get()))
    if (const int n = std::atoi(entry->d_name); n > 0) numbers.push_back(n);
  return numbers;
}

void append_children(pid_t pid, pid_t thread, std::vector<pid_t>& children) {
  const std::string text =
      read_file(proc(pid) + "/task/" + std::to_string(thread) + "/children");
  const char* at = text.data();
  const char* end = at + text.size();
  for (pid_t child; at < end; ++at) {  // one space behind each
    const auto read = std::from_chars(at, end, child);
    if (read.ec != std::errc{}) break;
    children.push_back(child);
    at = read.ptr;
  }
}

// A child belongs to the thread that made it.
std::vector<pid_t> children_of(const ProcessInfo& parent) {
  std::vector<pid_t> children;
  if (parent.threads <= 1)
    append_children(parent.pid, parent.pid, children);
  else
    for (pid_t thread : numbers_in(proc(parent.pid) + "/task"))
      append_children(parent.pid, thread, children);
  return children;
}

// A kernel may be built without the files that children_of() reads.
bool kernel_lists_children() {
  static const bool yes = ::access("/proc/thread-self/children", R_OK) == 0;
  return yes;
}

std::vector<pid_t> children_by_search(pid_t parent) {
  std::vector<pid_t> children;
  for (pid_t pid : numbers_in("/proc"))
    if (process_info(pid).parent == parent) children.push_back(pid);
  return children;
}

}  // namespace

ProcessInfo process_info(pid_t pid) {
  ProcessInfo info;
  const std::string text = read_file(proc(pid) + "/stat");
  // "42 (any name, even with a ) in it) S 1 ...": fields count from the last
  // parenthesis on, the state being number 3.
  const std::size_t name_end = text.rfind(')');
  if (name_end == std::string::npos) return info;
  std::int64_t field[32] = {};
  const char* at = text.c_str() + name_end + 2;
  info.state = *at++;
  for (int i = 4; i < 32; ++i) {
    char* end;
    // Some fields are unsigned: what they hold beyond 2^63 is not used here.
    field[i] = static_cast<std::int64_t>(std::strtoull(at, &end, 10));
    at = end;
  }
  static const double tick = 1.0 / static_cast<double>(::sysconf(_SC_CLK_TCK));
  static const long page = ::sysconf(_SC_PAGESIZE);
  constexpr std::int64_t exiting = 0x4;  // PF_EXITING of the kernel
  constexpr std::int64_t kill_pending = std::int64_t{1} << (SIGKILL - 1);
  info.pid = pid;
  info.parent = static_cast<pid_t>(field[4]);
  info.dying = info.state == 'Z' || info.state == 'X' ||
               (field[9] & exiting) != 0 || (field[31] & kill_pending) != 0;
  constexpr std::int64_t not_executed = 0x40;  // PF_FORKNOEXEC
  info.executed = (field[9] & not_executed) == 0;
  info.cpu_seconds = static_cast<double>(field[14] + field[15]) * tick;
  info.reaped_cpu_seconds = static_cast<double>(field[16] + field[17]) * tick;
  info.threads = static_cast<int>(field[20]);
  info.started = static_cast<std::uint64_t>(field[22]);
  info.resident = static_cast<std::size_t>(field[24] * page);
  return info;
}

std::vector<ProcessInfo> descendants(pid_t root, std::size_t at_most) {
  std::vector<ProcessInfo> found;
  ProcessInfo parent = process_info(root);
  for (std::size_t next = 0; parent.pid != 0; parent = found[next++]) {
    const auto children = kernel_lists_children()
                              ? children_of(parent)
                              : children_by_search(parent.pid);
    for (pid_t child : children) {
      if (found.size() >= at_most) return found;
      const ProcessInfo info = process_info(child);
      if (info.pid != 0) found.push_back(info);
    }
    if (next == found.size()) break;
  }
  return found;
}

std::size_t proportional_memory(pid_t pid) {
  const std::string text = read_file(proc(pid) + "/smaps_rollup");
  const std::size_t at = text.find("\nPss:");
  if (at == std::string::npos) return process_info(pid).resident;
  return std::strtoull(text.c_str() + at + 5, nullptr, 10) * 1024;
}

void kill_descendants(pid_t root) {
  // Again and again: a process may fork between being listed and being killed.
  // The bound is for what cannot be killed at once (a disk that hangs).
  for (int round = 0; round < 1000; ++round) {
    bool any = false;
    for (const ProcessInfo& p : descendants(root, 4096)) {
      if (p.dying) continue;
      any = true;
      // The number may belong to somebody else by now; the handle does not
      // change hands any more.
      const Descriptor handle(
          static_cast<int>(::syscall(SYS_pidfd_open, p.pid, 0)));
      if (handle.get() < 0 || process_info(p.pid).started != p.started)
        continue;
      ::syscall(SYS_pidfd_send_signal, handle.get(), SIGKILL, nullptr, 0);
    }
    if (!any) return;
  }
}

}  // namespace course::sandbox
