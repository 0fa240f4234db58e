// expect: pass
// Each process makes its threads after the fork, with locks of its own.
#include <sys/wait.h>
#include <unistd.h>

#include <mutex>
#include <thread>

namespace {

int add_up() {
  std::mutex lock;
  int sum = 0;
  const auto add = [&](int n) {
    std::lock_guard guard(lock);
    sum += n;
  };
  std::thread helper(add, 1);
  add(2);
  helper.join();
  return sum;
}

}  // namespace

int main() {
  const pid_t pid = fork();
  if (pid == 0) _exit(add_up());
  const int mine = add_up();
  int status = 0;
  waitpid(pid, &status, 0);
  return mine == 3 && WIFEXITED(status) && WEXITSTATUS(status) == 3 ? 0 : 1;
}
