// Everything between clone and exec runs in a copy of a possibly threaded
// process, where another thread may have held any lock at the moment of the
// copy. So the functions from init() on make system calls only: no allocation,
// no exceptions, nothing from the standard library that may lock.
#include "sandbox/launch.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

#include "protocol/error.hpp"
#include "protocol/mapping.hpp"
#include "sandbox/limits.hpp"

namespace course::sandbox {
namespace {

// Where init puts its descriptors. The program inherits all but `reports`.
constexpr int mapping_fd = protocol::mapping_descriptor;
constexpr int turns_fd = protocol::turns_descriptor;
constexpr int reports_fd = 5;
static_assert(mapping_fd == 3 && turns_fd == 4);

// Prepared before clone, so that nothing has to be built after it.
struct Plan {
  const Command& command;
  std::vector<char*> arguments, environment;
  int null = -1, output = -1, reports = -1, turns = -1;
  uid_t uid = ::geteuid();
  gid_t gid = ::getegid();
};

void report(Report::Kind kind, int value, int left) noexcept {
  const Report r{kind, value, left};
  // Shorter than PIPE_BUF, so written as a whole.
  [[maybe_unused]] const auto n = ::write(reports_fd, &r, sizeof r);
}

[[noreturn]] void become_program(const Plan& plan) noexcept {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::setsid();
  // Handlers end with exec, but ignored signals stay ignored.
  struct sigaction standard {};
  standard.sa_handler = SIG_DFL;
  for (int s = 1; s < NSIG; ++s) ::sigaction(s, &standard, nullptr);
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  ::umask(022);
  // May be refused inside a container: the worker then says so itself.
  ::personality(ADDR_NO_RANDOMIZE);
  const char* directory = plan.command.directory.c_str();
  if (*directory == '\0' || ::chdir(directory) == 0) {
    apply_limits(plan.command.limits);
    ::execve(plan.arguments[0], plan.arguments.data(), plan.environment.data());
  }
  report(Report::not_started, errno, 0);
  ::_exit(127);
}

// A descriptor is moved out of the way first: the caller's numbers may be any,
// those of the targets included.
int raised(int fd) noexcept { return fd < 0 ? -1 : ::fcntl(fd, F_DUPFD, 10); }

void move_or_close(int fd, int number) noexcept {
  if (fd >= 0)
    ::dup2(fd, number);
  else
    ::close(number);
}

void arrange_descriptors(const Plan& plan) noexcept {
  const int null = raised(plan.null), output = raised(plan.output);
  const int reports = raised(plan.reports), map = raised(plan.command.mapping);
  const int turns = raised(plan.turns);
  ::dup2(null, 0);
  ::dup2(output, 1);
  ::dup2(output, 2);
  move_or_close(map, mapping_fd);
  move_or_close(turns, turns_fd);
  ::dup3(reports, reports_fd, O_CLOEXEC);
  if (::syscall(SYS_close_range, reports_fd + 1, ~0u, 0) != 0)
    for (long fd = reports_fd + 1; fd < ::sysconf(_SC_OPEN_MAX); ++fd)
      ::close(static_cast<int>(fd));
}

void write_file(const char* path, const char* text, std::size_t size) noexcept {
  const int fd = ::open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return;
  [[maybe_unused]] const auto n = ::write(fd, text, size);
  ::close(fd);
}

// "1000 1000 1": in the new user namespace the user keeps its number.
void keep_id(const char* path, unsigned id) noexcept {
  char line[40];
  char* at = std::to_chars(line, line + 16, id).ptr;
  *at++ = ' ';
  at = std::to_chars(at, at + 16, id).ptr;
  std::memcpy(at, " 1", 2);
  write_file(path, line, static_cast<std::size_t>(at + 2 - line));
}

volatile pid_t program_of_init = 0;

[[noreturn]] void init(const Plan& plan, unsigned long flags) noexcept {
  const bool contained = (flags & CLONE_NEWPID) != 0;
  ::setsid();
  ::signal(SIGCHLD, SIG_DFL);  // ignored, it would take the status away
  if (contained) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  } else {
    // Nobody else kills the program if our parent dies, so init has to live
    // long enough for that. Descendants that left the program's session
    // escape: this machine gives us nothing better.
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
    struct sigaction end {};
    end.sa_handler = [](int) {
      if (program_of_init > 0) ::kill(-program_of_init, SIGKILL);
      ::_exit(1);
    };
    ::sigaction(SIGTERM, &end, nullptr);
    sigset_t term;
    ::sigemptyset(&term);
    ::sigaddset(&term, SIGTERM);
    ::sigprocmask(SIG_UNBLOCK, &term, nullptr);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  }
  arrange_descriptors(plan);
  // The parent may have died before it could be asked to tell.
  pollfd parent{reports_fd, 0, 0};
  if (::poll(&parent, 1, 0) == 1 && (parent.revents & POLLERR) != 0) ::_exit(1);
  if ((flags & CLONE_NEWUSER) != 0) {
    write_file("/proc/self/setgroups", "deny", 4);
    keep_id("/proc/self/uid_map", plan.uid);
    keep_id("/proc/self/gid_map", plan.gid);
  }

  const pid_t program = ::vfork();
  if (program == 0) become_program(plan);
  if (program < 0) {
    report(Report::not_started, errno, 0);
    ::_exit(1);
  }
  program_of_init = program;
  // Whoever still writes to the output now is the program's.
  ::close(1);
  ::close(2);
  ::close(mapping_fd);
  ::close(turns_fd);

  int status = 0;
  for (int s; pid_t pid = ::waitpid(-1, &s, 0);) {
    if (pid == program) {
      status = s;
      break;
    }
    if (pid < 0 && errno != EINTR) ::_exit(1);
  }
  pid_t pid;
  while ((pid = ::waitpid(-1, nullptr, WNOHANG)) > 0) {
  }
  report(Report::ended, status, pid == 0);
  while (::waitpid(-1, nullptr, 0) >= 0 || errno == EINTR) {
  }
  ::_exit(0);
}

// The best way to start init that this machine allows, found out once: as
// root, else with a user namespace of its own, else not contained.
constexpr unsigned long ways[] = {CLONE_NEWPID, CLONE_NEWUSER | CLONE_NEWPID,
                                  0};
std::atomic<std::size_t> way{0};

pid_t start_init(const Plan& plan, int& handle, bool& contained) {
  const std::size_t last = std::size(ways) - 1;
  for (std::size_t i = plan.command.contain ? way.load() : last; i <= last;
       ++i) {
    // No exit signal: the caller's SIGCHLD handler or its wait(-1) is not
    // disturbed, and "SIGCHLD ignored" does not take the status away. glibc's
    // fork is not used because it knows neither that nor the namespace.
    const unsigned long flags = ways[i] | CLONE_PIDFD;
    const long pid = ::syscall(SYS_clone, flags, nullptr, &handle, 0, 0);
    if (pid == 0) init(plan, flags);
    if (pid > 0) {
      if (plan.command.contain) way = i;
      contained = (flags & CLONE_NEWPID) != 0;
      return static_cast<pid_t>(pid);
    }
    if (errno == EAGAIN || errno == ENOMEM) break;
  }
  return -1;
}

[[noreturn]] void cannot_start(const char* call) {
  throw protocol::MachineError(
      "a new process for a program to run in",
      std::string(call) + ": " + std::strerror(errno),
      "use Linux 5.4 or later; if it is, end some of the processes that run");
}

void open_pipe(Descriptor& read, Descriptor& write) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) cannot_start("pipe2");
  read = Descriptor(ends[0]);
  write = Descriptor(ends[1]);
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
}

void open_turns(Descriptor& ours, Descriptor& theirs) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    cannot_start("socketpair");
  ours = Descriptor(ends[0]);
  theirs = Descriptor(ends[1]);
}

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (const std::string& s : strings)
    result.push_back(const_cast<char*>(s.c_str()));
  result.push_back(nullptr);
  return result;
}

}  // namespace

Launched launch(const Command& command) {
  protocol::require(!command.arguments.empty(), "a command has a program");
  Launched launched;
  Descriptor output, reports;
  open_pipe(launched.output, output);
  open_pipe(launched.reports, reports);
  const Descriptor null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (null.get() < 0) cannot_start("/dev/null");
  Descriptor turns;
  if (command.takes_turns) open_turns(launched.turns, turns);
  const Plan plan{command,
                  pointers(command.arguments),
                  pointers(command.environment),
                  null.get(),
                  output.get(),
                  reports.get(),
                  turns.get()};

  // No handler of the caller may run in init.
  sigset_t all, before;
  ::sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  int handle = -1;
  launched.init = start_init(plan, handle, launched.contained);
  const int error = errno;
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  errno = error;
  if (launched.init < 0) cannot_start("clone");
  launched.handle = Descriptor(handle);
  return launched;
}

}  // namespace course::sandbox
