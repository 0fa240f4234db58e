// output: always the same
// Two processes send each other a long message, and then receive.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>

using namespace std::chrono_literals;

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

// Which of two processes have ended, after two seconds at most.
std::array<bool, 2> ended(const std::array<pid_t, 2>& pids) {
  std::array<bool, 2> result = {};
  for (int i = 0; i < 200 && !(result[0] && result[1]); ++i) {
    std::this_thread::sleep_for(10ms);
    for (int p = 0; p < 2; ++p) {
      if (!result[p]) result[p] = waitpid(pids[p], nullptr, WNOHANG) == pids[p];
    }
  }
  return result;
}

// region talk
void talk(int from, int to, int size) {
  std::string message(size, 'x');
  must(write(to, message.data(), message.size()) == size, "write");
  for (int got = 0; got < size;) {  // one read is not one message
    const ssize_t n = read(from, message.data(), size - got);
    must(n > 0, "read");
    got += n;
  }
}
// endregion talk

pid_t start(int from, int to, int unused_from, int unused_to, int size) {
  const pid_t pid = fork();
  must(pid >= 0, "fork");
  if (pid != 0) return pid;
  close(unused_from);
  close(unused_to);
  alarm(10);  // should the parent die, nothing is left behind
  talk(from, to, size);
  _exit(0);
}

void attempt(int size) {
  int ab[2], ba[2];  // from A to B, from B to A
  must(pipe(ab) == 0, "pipe");
  must(pipe(ba) == 0, "pipe");
  const std::array pids{start(ba[0], ab[1], ab[0], ba[1], size),
                        start(ab[0], ba[1], ba[0], ab[1], size)};
  for (int end : {ab[0], ab[1], ba[0], ba[1]}) close(end);
  const auto done = ended(pids);
  std::printf("%6d bytes each way: A %s, B %s\n", size,
              done[0] ? "is done" : "waits", done[1] ? "is done" : "waits");
  for (int p = 0; p < 2; ++p) {
    if (!done[p]) kill(pids[p], SIGKILL);
  }
  for (int p = 0; p < 2; ++p) {
    if (!done[p]) must(waitpid(pids[p], nullptr, 0) == pids[p], "waitpid");
  }
}

int main() {
  attempt(60'000);
  attempt(100'000);
}
