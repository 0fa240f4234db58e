// course test: the project's own tests, by ctest, in the folder of the build.
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli/commands.hpp"
#include "protocol/error.hpp"

namespace course::cli {
namespace {

// Runs `words` in a process group of its own and hands on SIGINT and SIGTERM to
// all of it: ctest alone would leave the tests it runs behind. The signals stay
// blocked and are waited for, so that none can come between a look and a wait.
int run_group(std::vector<std::string> words, bool& stopped) {
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);

  sigset_t none, waited;
  sigemptyset(&none);
  sigemptyset(&waited);
  for (int signal : {SIGINT, SIGTERM, SIGCHLD}) sigaddset(&waited, signal);
  sigprocmask(SIG_BLOCK, &waited, nullptr);

  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setflags(&attributes,
                           POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
  posix_spawnattr_setsigmask(&attributes, &none);
  pid_t child = 0;
  const int error = posix_spawnp(&child, arguments[0], nullptr, &attributes,
                                 arguments.data(), environ);
  posix_spawnattr_destroy(&attributes);
  if (error != 0)
    throw protocol::CourseError("to run " + words[0], strerror(error),
                                "install the package cmake");
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0)
    if (const int signal = sigwaitinfo(&waited, nullptr);
        signal == SIGINT || signal == SIGTERM) {
      stopped = true;
      kill(-child, signal);
    }
  return status;
}

int test(const std::vector<std::string>& more) {
  std::vector<std::string> words{"ctest", "--test-dir", COURSE_BUILD_DIRECTORY,
                                 "--output-on-failure", "-j2"};
  if (isatty(STDOUT_FILENO)) words.push_back("--progress");
  words.insert(words.end(), more.begin(), more.end());
  bool stopped = false;
  const int status = run_group(words, stopped);
  if (stopped) return cancelled;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? passed : not_passed;
}

}  // namespace

void add_test(Command app, Session& session) {
  Command sub = app.subcommand("test", "Run the course's own tests");
  sub.footer("Other arguments are handed to ctest, such as -R account.");
  auto arguments = std::make_shared<std::vector<std::string>>();
  sub.others(*arguments);
  sub.runs([arguments] { return test(*arguments); });
}

}  // namespace course::cli
