// The parent's side of a run: reads the output, watches the limits, notices
// the end. What happens in the new processes is launch.cpp's.
//
// A program that ends by itself is noticed at once, by a poll on the pidfd of
// its init: the 10 ms of a sample are never waited for. Until then each sample
// adds up what all processes of the run use. Only the first limit that is
// reached counts.
#include "sandbox/process.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <optional>

#include "sandbox/launch.hpp"
#include "sandbox/process_tree.hpp"

namespace course::sandbox {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds sample_interval{10};
// Threads are cheap but not free: a program of so many is a bomb too.
constexpr int threads_a_process = 64;

std::atomic<bool> interrupt_flag{false};
static_assert(std::atomic<bool>::is_always_lock_free,
              "interrupt_all() is called from signal handlers");

double seconds(Clock::duration d) {
  return std::chrono::duration<double>(d).count();
}
double seconds(const timeval& t) {
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6;
}

}  // namespace

class Server::Watch {
 public:
  Watch(const Command& command, Clock::time_point start)
      : command_(command), start_(start), child_(launch(command)) {}

  ~Watch() {
    if (reaped_) return;
    kill();
    reap();
  }

  // The program is ready and shall go on.
  void go_on() {
    start_ = Clock::now();
    const char turn = 1;
    // If it cannot be sent, the program has ended, which is noticed.
    ::send(child_.turns.get(), &turn, 1, MSG_NOSIGNAL);
  }

  // Nothing: it is ready for another turn.
  std::optional<Ended> until_ready_or_end() {
    Clock::time_point next_sample = start_ + sample_interval;
    still_since_ = start_;
    for (;;) {
      pollfd waits[] = {{child_.handle.get(), POLLIN, 0},
                        {child_.output.get(), POLLIN, 0},
                        {child_.reports.get(), POLLIN, 0},
                        {child_.turns.get(), POLLIN, 0}};
      ::poll(waits, 4, static_cast<int>(sample_interval.count()));
      if (waits[1].revents != 0) read_output();
      if (waits[2].revents != 0) read_reports();
      if (waits[0].revents != 0) break;
      if (waits[3].revents != 0 && !killed_ && is_ready()) return std::nullopt;
      const Clock::time_point now = Clock::now();
      if (now < next_sample) continue;
      next_sample = now + sample_interval;
      if (!killed_) sample(now);
    }
    return finish();
  }

 private:
  // With processes beside it, it has not done its work well: it is ended.
  bool is_ready() {
    char turn;
    if (::recv(child_.turns.get(), &turn, 1, MSG_DONTWAIT) != 1) {
      child_.turns.close();  // it has closed its end
      return false;
    }
    const int others = alive() - 1;
    if (others <= 0) return true;
    result_.left_behind = others;
    kill();
    return false;
  }

  // Of the program's processes.
  int alive() const {
    int n = 0;
    for (const ProcessInfo& p : descendants(child_.init, 4096)) n += !p.dying;
    return n;
  }

  void read_output() {
    char part[64 * 1024];
    const ssize_t n = ::read(child_.output.get(), part, sizeof part);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n <= 0) return child_.output.close();
    const auto size = static_cast<std::size_t>(n);
    written_ += size;
    const std::size_t room =
        command_.limits.output_bytes - result_.output.size();
    result_.output.append(part, std::min(size, room));
    if (size > room) result_.output_cut = true;
    if (written_ > command_.limits.flood_bytes) stop(End::too_much_output);
  }

  void read_reports() {
    Report r;
    const ssize_t n = ::read(child_.reports.get(), &r, sizeof r);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (n != sizeof r) return child_.reports.close();
    if (!report_) report_ = r;
    if (r.kind != Report::ended || r.left == 0) return;
    result_.left_behind += alive();
    kill();
  }

  void sample(Clock::time_point now) {
    const Limits& limits = command_.limits;
    if (interrupted() || (command_.cancel != nullptr && *command_.cancel))
      return stop(End::cancelled);
    if (seconds(now - start_) > limits.wall_seconds)
      return stop(End::out_of_time);

    const auto most = static_cast<std::size_t>(limits.processes);
    const auto processes = descendants(child_.init, most + 1);
    double cpu = process_info(child_.init).reaped_cpu_seconds;
    std::size_t memory = 0;
    int threads = 0;
    bool at_work = false;
    for (const ProcessInfo& p : processes) {
      cpu += p.cpu_seconds + p.reaped_cpu_seconds;
      // Before it becomes the program, it still has the caller's memory.
      if (processes.size() > 1 || p.executed) memory += p.resident;
      threads += p.threads;
      at_work |= p.state == 'R' || p.state == 'D';
    }
    // What init has not waited for when it is killed is lost to rusage.
    result_.cpu_seconds = cpu;
    if (processes.size() > most ||
        threads > limits.processes * threads_a_process)
      return stop(End::too_many_processes);
    if (cpu > limits.cpu_seconds) return stop(End::out_of_cpu);
    // What parent and child share counts once, but finding that out is slow.
    if (memory > limits.memory_bytes && processes.size() > 1) {
      memory = 0;
      for (const ProcessInfo& p : processes)
        memory += proportional_memory(p.pid);
    }
    result_.peak_memory = std::max(result_.peak_memory, memory);
    if (memory > limits.memory_bytes) return stop(End::out_of_memory);
    if (command_.progress != nullptr && stuck(cpu))
      return stop(End::out_of_cpu);
    if (command_.progress != nullptr && stalled(now, cpu, at_work)) {
      result_.stuck_in = stuck_call(processes);
      stop(End::stalled);
    }
  }

  bool stuck(double cpu) {
    const std::uint64_t progress =
        command_.progress->load(std::memory_order_relaxed);
    if (progress != progress_at_cpu_) {
      progress_at_cpu_ = progress;
      cpu_at_progress_ = cpu;
    }
    return cpu - cpu_at_progress_ > command_.stuck_cpu_seconds;
  }

  // A hundredth of a processor is "none": some wake up just to sleep again.
  bool stalled(Clock::time_point now, double cpu, bool at_work) {
    constexpr double tick = 0.01, share = 0.01;
    const std::uint64_t progress =
        command_.progress->load(std::memory_order_relaxed);
    const double still = seconds(now - still_since_);
    if (at_work || progress != last_progress_ ||
        cpu - cpu_then_ > tick + share * still) {
      still_since_ = now;
      last_progress_ = progress;
      cpu_then_ = cpu;
      return false;
    }
    return still > command_.stall_seconds;
  }

  void stop(End why) {
    if (killed_) return;
    result_.how = why;
    stopped_ = true;
    kill();
  }

  void kill() {
    killed_ = true;
    if (!child_.contained) {
      kill_descendants(child_.init);
      // Init ends when it has reaped them all. If it is killed first, they go
      // to whoever is pid 1, who may never wait for them.
      pollfd ends{child_.handle.get(), POLLIN, 0};
      if (::poll(&ends, 1, 1000) == 1) return;
    }
    ::syscall(SYS_pidfd_send_signal, child_.handle.get(), SIGKILL, nullptr, 0);
  }

  // Init is dead or about to be; in a namespace it dies last.
  void reap() {
    reaped_ = true;
    int status;
    rusage usage{};
    while (::wait4(child_.init, &status, __WALL, &usage) < 0 &&
           errno == EINTR) {
    }
    result_.cpu_seconds = std::max(
        result_.cpu_seconds, seconds(usage.ru_utime) + seconds(usage.ru_stime));
    result_.peak_memory = std::max(
        result_.peak_memory, static_cast<std::size_t>(usage.ru_maxrss) * 1024);
  }

  Ended finish() {
    reap();
    result_.contained = child_.contained;
    // Nobody writes any more; what is in the pipes is the rest.
    killed_ = true;
    for (std::size_t before = ~std::size_t{0};
         child_.output.get() >= 0 && before != written_;) {
      before = written_;
      read_output();
    }
    if (!report_ && !stopped_ && child_.reports.get() >= 0) read_reports();
    result_.wall_seconds = seconds(Clock::now() - start_);
    if (stopped_) return std::move(result_);

    if (!report_) {  // somebody killed init, or the kernel had no memory left
      result_.how = End::signalled;
      result_.code = SIGKILL;
    } else if (report_->kind == Report::not_started) {
      result_.how = End::not_started;
      result_.code = report_->value;
    } else if (WIFEXITED(report_->value)) {
      result_.how = End::exited;
      result_.code = WEXITSTATUS(report_->value);
    } else {
      result_.code = WTERMSIG(report_->value);
      result_.how = result_.code == SIGXCPU ? End::out_of_cpu : End::signalled;
    }
    return std::move(result_);
  }

  const Command& command_;
  Clock::time_point start_;  // of the program, or of its turn
  Launched child_;
  Ended result_;
  std::optional<Report> report_;  // the first; none if init was killed
  std::size_t written_ = 0;       // output bytes, kept or not
  bool killed_ = false;           // no more samples
  bool stopped_ = false;          // result_.how is decided
  bool reaped_ = false;
  // For stalled():
  Clock::time_point still_since_;
  std::uint64_t last_progress_ = 0;
  double cpu_then_ = 0;
  // For stuck():
  std::uint64_t progress_at_cpu_ = 0;
  double cpu_at_progress_ = 0;
};

Server::Server(const Command& command)
    : watch_(std::make_unique<Watch>(command, Clock::now())) {}

Server::~Server() = default;

std::optional<Ended> Server::work() {
  if (worked_) watch_->go_on();
  worked_ = true;
  return watch_->until_ready_or_end();
}

Ended run(const Command& command) {
  const Clock::time_point start = Clock::now();
  return *Server::Watch(command, start).until_ready_or_end();
}

void interrupt_all() noexcept { interrupt_flag = true; }
bool interrupted() noexcept { return interrupt_flag; }

}  // namespace course::sandbox
