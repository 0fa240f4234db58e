// expect: deadlock
// A thread holds the log's lock at the moment of fork. In the child that lock
// stays locked: the thread that would unlock it is not there.
#include <sys/wait.h>
#include <unistd.h>

#include <mutex>
#include <string>
#include <thread>

namespace {

std::mutex log_lock;
std::string log_text;

void log(const std::string& line) {
  std::lock_guard lock(log_lock);
  log_text += line;
}

}  // namespace

int main() {
  std::thread clerk([] { log("opened\n"); });
  const pid_t pid = fork();
  if (pid == 0) {
    log("child\n");
    _exit(0);
  }
  clerk.join();
  waitpid(pid, nullptr, 0);
  return 0;
}
