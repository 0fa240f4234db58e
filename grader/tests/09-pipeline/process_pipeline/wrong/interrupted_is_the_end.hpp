// expect: wrong-result
// test: reads and writes may be short, and interrupted
// A call that is interrupted is taken for the end.
#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

using ProcessStep = std::function<std::int64_t(std::int64_t)>;

namespace detail {

inline bool write_all(int to, const void* data, std::size_t size) {
  auto from = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t n = write(to, from, size);
    if (n == -1 && errno == EINTR) continue;
    if (n == -1) return false;
    from += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

// How many bytes came before the end.
inline std::size_t read_all(int from, void* data, std::size_t size) {
  auto to = static_cast<char*>(data);
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = read(from, to + done, size - done);
    if (n <= 0) break;
    done += static_cast<std::size_t>(n);
  }
  return done;
}

inline void work(const ProcessStep& step, int from, int to) {
  try {
    for (std::int64_t n; read_all(from, &n, sizeof n) == sizeof n;) {
      n = step(n);
      if (!write_all(to, &n, sizeof n)) _exit(1);
    }
  } catch (...) {
    _exit(1);
  }
  _exit(0);
}

inline bool all_ended_well(const std::vector<pid_t>& children) {
  bool well = true;
  for (const pid_t pid : children) {
    int status = 0;
    while (waitpid(pid, &status, 0) == -1 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) well = false;
  }
  return well;
}

inline void block_sigpipe() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

}  // namespace detail

inline std::vector<std::int64_t> process_pipeline(
    const std::vector<ProcessStep>& steps,
    const std::vector<std::int64_t>& input) {
  if (steps.empty()) return input;
  int ends[2];
  if (pipe(ends) == -1) throw std::runtime_error("pipe");
  const int feed = ends[1];
  int collect = ends[0];
  std::vector<pid_t> children;
  bool well = true;
  for (const ProcessStep& step : steps) {
    well = pipe(ends) == 0;
    if (!well) break;
    const pid_t pid = fork();
    if (pid == 0) {
      close(feed);
      close(ends[0]);
      detail::work(step, collect, ends[1]);
    }
    close(ends[1]);
    close(collect);
    collect = ends[0];
    well = pid > 0;
    if (!well) break;
    children.push_back(pid);
  }
  std::vector<std::int64_t> output;
  if (well) {
    std::thread feeder([&] {
      detail::block_sigpipe();
      detail::write_all(feed, input.data(), input.size() * sizeof input[0]);
      close(feed);
    });
    for (std::int64_t n; detail::read_all(collect, &n, sizeof n) == sizeof n;)
      output.push_back(n);
    feeder.join();
  } else {
    close(feed);
  }
  close(collect);
  well = detail::all_ended_well(children) && well;
  if (!well || output.size() != input.size())
    throw std::runtime_error("a step has not ended well");
  return output;
}

}  // namespace course
