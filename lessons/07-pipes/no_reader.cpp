// output: always the same
// A process writes into a pipe that nobody can read from any more.
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

// region ways
// Each makes two connected ends, closes one and writes into the other.
ssize_t as_it_comes() {
  int ends[2];
  must(pipe(ends) == 0, "pipe");
  close(ends[0]);
  return write(ends[1], "tea", 3);
}

ssize_t ignoring() {
  signal(SIGPIPE, SIG_IGN);  // for the whole process
  return as_it_comes();
}

ssize_t socket_no_signal() {
  int ends[2];
  must(socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0, "socketpair");
  close(ends[0]);
  return send(ends[1], "tea", 3, MSG_NOSIGNAL);  // for this call
}
// endregion ways

void attempt(const char* name, ssize_t (*way)()) {
  const pid_t child = fork();
  must(child >= 0, "fork");
  if (child == 0) _exit(way() == -1 ? errno : 0);
  int status;
  must(waitpid(child, &status, 0) == child, "waitpid");
  if (WIFSIGNALED(status)) {
    std::printf("%-15s the process is ended by signal %d, %s\n", name,
                WTERMSIG(status),
                WTERMSIG(status) == SIGPIPE ? "SIGPIPE" : "not SIGPIPE");
  } else {
    std::printf("%-15s the call fails: %s\n", name,
                std::strerror(WEXITSTATUS(status)));
  }
}

int main() {
  attempt("write", as_it_comes);
  attempt("SIGPIPE ignored", ignoring);
  attempt("MSG_NOSIGNAL", socket_no_signal);
}
