// output: always the same
// A worker reads until the end of the file. Does the end ever come?
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

using namespace std::chrono_literals;

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

// Waits for the end of a process, but not for ever.
bool ends_within_two_seconds(pid_t child) {
  for (int i = 0; i < 200; ++i) {
    if (waitpid(child, nullptr, WNOHANG) == child) return true;
    std::this_thread::sleep_for(10ms);
  }
  return false;
}

// region run
bool worker_ends(bool closes) {
  int ends[2];
  must(pipe(ends) == 0, "pipe");
  const pid_t worker = fork();
  must(worker >= 0, "fork");
  if (worker == 0) {
    alarm(10);                   // whatever happens: nothing is left behind
    if (closes) close(ends[1]);  // the parent writes; this process does not
    char c;
    while (read(ends[0], &c, 1) == 1) {  // until the end of the file
    }
    _exit(0);
  }
  close(ends[0]);
  must(write(ends[1], "tea", 3) == 3, "write");
  close(ends[1]);  // that was all
  const bool ended = ends_within_two_seconds(worker);
  if (!ended) {
    kill(worker, SIGKILL);
    waitpid(worker, nullptr, 0);
  }
  return ended;
}
// endregion run

int main() {
  for (bool closes : {true, false}) {
    std::printf("the worker %s its copy of the write end: %s\n",
                closes ? "closes" : "keeps",
                worker_ends(closes) ? "it ends" : "it still waits");
  }
}
