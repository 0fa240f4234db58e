// expect: leak
// test: a step is waited for when the next one has failed
// An interrupted waitpid has not waited for anybody.
#pragma once
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace course {

using ProcessStep = std::function<std::int64_t(std::int64_t)>;

namespace detail {

using Number = std::int64_t;

// One end of a pipe. Who has closed it has forgotten its number, so that no end
// is closed twice.
class End {
 public:
  End() = default;
  explicit End(int number) : number_(number) {}
  End(End&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  End& operator=(End&& other) noexcept {
    std::swap(number_, other.number_);
    other.close();
    return *this;
  }
  ~End() { close(); }

  void close() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }
  int number() const { return number_; }

 private:
  int number_ = -1;
};

struct Pipe {
  End read, write;
  Pipe() {
    int ends[2];
    if (pipe(ends) == -1)
      throw std::system_error(errno, std::generic_category(), "pipe");
    read = End(ends[0]);
    write = End(ends[1]);
  }
};

// False if it cannot all be written: nobody reads any more.
inline bool write_all(const End& to, const void* data, std::size_t size) {
  auto from = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t n = ::write(to.number(), from, size);
    if (n == -1 && errno == EINTR) continue;
    if (n == -1) return false;
    from += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

enum class Read { number, end, error };

inline Read read_number(const End& from, Number& number) {
  auto to = reinterpret_cast<char*>(&number);
  std::size_t done = 0;
  while (done < sizeof number) {
    const ssize_t n = ::read(from.number(), to + done, sizeof number - done);
    if (n == -1 && errno == EINTR) continue;
    // The end in the middle of a number: who wrote it died there.
    if (n <= 0) return n == 0 && done == 0 ? Read::end : Read::error;
    done += static_cast<std::size_t>(n);
  }
  return Read::number;
}

// The whole life of a step's process. It never comes back, not even by an
// exception: whoever left here would be a second caller.
[[noreturn]] inline void be_step(const ProcessStep& step, const End& in,
                                 const End& out) {
  try {
    for (Number n;;) {
      const Read got = read_number(in, n);
      if (got != Read::number) _exit(got == Read::end ? 0 : 1);
      n = step(n);
      if (!write_all(out, &n, sizeof n)) _exit(1);
    }
  } catch (...) {
    _exit(1);
  }
}

// SIGPIPE of a thread that blocks it stays with this thread, and ends with it.
inline void block_sigpipe() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

// Processes in a row, and the two ends that are the caller's.
class Line {
 public:
  Line() {
    Pipe first;
    feed_ = std::move(first.write);
    collect_ = std::move(first.read);
  }
  // Also if something has failed on the way. Without the two ends nobody in the
  // row waits for anything, so all of them end.
  ~Line() { wait_for_all(); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  void add(const ProcessStep& step) {
    Pipe next;
    children_.reserve(children_.size() + 1);
    const pid_t pid = fork();
    if (pid == -1)
      throw std::system_error(errno, std::generic_category(), "fork");
    if (pid == 0) {
      // What is left are the two ends that it uses. If it kept `feed_`, the
      // first step would never see the end.
      feed_.close();
      next.read.close();
      be_step(step, collect_, next.write);
    }
    children_.push_back(pid);
    collect_ = std::move(next.read);
  }

  // Feeds and collects at the same time. The thread is started when all forks
  // are done, and nothing throws until it is joined.
  std::vector<Number> run(const std::vector<Number>& input) {
    std::vector<Number> output;
    output.reserve(input.size());
    std::thread feeder([&] {
      block_sigpipe();
      write_all(feed_, input.data(), input.size() * sizeof(Number));
      feed_.close();  // also if nobody reads
    });
    for (Number n; read_number(collect_, n) == Read::number;)
      output.push_back(n);
    feeder.join();
    return output;
  }

  // True if all have ended well. Every child by its number: the caller may have
  // others.
  bool wait_for_all() {
    feed_.close();
    collect_.close();
    bool well = true;
    for (const pid_t pid : std::exchange(children_, {})) {
      int status = -1;
      waitpid(pid, &status, 0);
      well = well && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
    return well;
  }

 private:
  End feed_, collect_;
  std::vector<pid_t> children_;
};

}  // namespace detail

// Like run_pipeline, but every step is a process of its own and neighbours are
// connected by pipes. std::runtime_error if a step's process did not end well.
// Any number of inputs; no process and no descriptor is left behind.
inline std::vector<std::int64_t> process_pipeline(
    const std::vector<ProcessStep>& steps,
    const std::vector<std::int64_t>& input) {
  if (steps.empty()) return input;
  detail::Line line;
  for (const ProcessStep& step : steps) line.add(step);
  std::vector<std::int64_t> output = line.run(input);
  // A step that ends early, but well, shows only in what is missing; one that
  // dies behind its last item only in its status.
  if (!line.wait_for_all() || output.size() != input.size())
    throw std::runtime_error("a step's process has not ended well");
  return output;
}

}  // namespace course
