// All pipes are made first, and the last step is forked first. A child keeps
// the two ends that are its own.
#pragma once
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <future>
#include <stdexcept>
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
    if (n == -1 && errno == EINTR) continue;
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
  const std::size_t count = steps.size();
  if (count == 0) return input;
  // Pipe i leads to step i; the last one leads back to the caller.
  std::vector<std::array<int, 2>> pipes(count + 1);
  for (auto& ends : pipes)
    if (pipe(ends.data()) == -1) std::abort();
  std::vector<pid_t> children;
  for (std::size_t i = count; i-- > 0;) {
    const pid_t pid = fork();
    if (pid == 0) {
      for (std::size_t p = 0; p <= count; ++p) {
        if (p != i) close(pipes[p][0]);
        if (p != i + 1) close(pipes[p][1]);
      }
      detail::work(steps[i], pipes[i][0], pipes[i + 1][1]);
    }
    if (pid == -1) break;
    children.push_back(pid);
  }
  for (std::size_t p = 0; p <= count; ++p) {
    if (p != count) close(pipes[p][0]);
    if (p != 0) close(pipes[p][1]);
  }
  const bool all = children.size() == count;
  std::vector<std::int64_t> output(input.size());
  std::size_t got = 0;
  {
    auto feeder = std::async(std::launch::async, [&] {
      detail::block_sigpipe();
      if (all)
        detail::write_all(pipes[0][1], input.data(),
                          input.size() * sizeof input[0]);
      close(pipes[0][1]);
    });
    got = detail::read_all(pipes[count][0], output.data(),
                           output.size() * sizeof output[0]);
    char more;
    got += detail::read_all(pipes[count][0], &more, 1);
    close(pipes[count][0]);
  }
  if (!detail::all_ended_well(children) || !all ||
      got != output.size() * sizeof output[0])
    throw std::runtime_error("a step has not ended well");
  return output;
}

}  // namespace course
