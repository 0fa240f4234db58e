#include "cli/own_command.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <utility>

#include "protocol/error.hpp"

namespace course::cli {
namespace {

[[noreturn]] void cannot_start(int error) {
  throw protocol::CourseError("to start ./course once more",
                              std::strerror(error),
                              "end some of the processes that run");
}

struct Pipe {
  int ends[2];
  Pipe() {
    if (pipe2(ends, O_CLOEXEC) != 0) cannot_start(errno);
  }
  ~Pipe() {
    close(ends[0]);
    if (ends[1] >= 0) close(ends[1]);
  }
  void close_write_end() { close(std::exchange(ends[1], -1)); }
};

pid_t spawn(const Session& session, std::vector<std::string> words,
            const Pipe& output, const Pipe& errors) {
  const std::string self =
      std::filesystem::read_symlink("/proc/self/exe").string();
  words.insert(words.begin(), self);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&files, output.ends[1], 1);
  posix_spawn_file_actions_adddup2(&files, errors.ends[1], 2);
  posix_spawn_file_actions_addchdir_np(&files, session.root().c_str());
  pid_t child = 0;
  const int error = posix_spawn(&child, self.c_str(), &files, nullptr,
                                arguments.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (error != 0) cannot_start(error);
  return child;
}

}  // namespace

CommandOutput run_own_command(const Session& session,
                              std::vector<std::string> words) {
  Pipe output, errors;
  const pid_t child = spawn(session, std::move(words), output, errors);
  output.close_write_end();
  errors.close_write_end();
  CommandOutput result;
  std::string* texts[2] = {&result.output, &result.errors};
  pollfd from[2] = {{output.ends[0], POLLIN, 0}, {errors.ends[0], POLLIN, 0}};
  bool told = false;
  while (from[0].fd >= 0 || from[1].fd >= 0) {
    if (session.stopped() && !std::exchange(told, true)) kill(child, SIGTERM);
    if (poll(from, 2, 50) <= 0) continue;
    for (int i = 0; i < 2; ++i) {
      if (from[i].revents == 0) continue;
      char bytes[4096];
      const ssize_t got = read(from[i].fd, bytes, sizeof bytes);
      if (got > 0)
        texts[i]->append(bytes, got);
      else if (got == 0 || errno != EINTR)
        from[i].fd = -1;  // poll leaves it out
    }
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  result.status =
      WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return result;
}

}  // namespace course::cli
