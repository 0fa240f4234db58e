// expect: crash
// The head of a message is written in two pieces, and read with one read: in
// some orders only the first piece is there.
#include <assert.h>
#include <sys/wait.h>
#include <unistd.h>

struct head {
  char kind, size;
};

int main(void) {
  int ends[2];
  if (pipe(ends) != 0) return 1;
  pid_t pid = fork();
  if (pid == 0) {
    const char kind = 'k', size = 3;
    close(ends[0]);
    ssize_t n = write(ends[1], &kind, 1);
    n += write(ends[1], &size, 1);
    _exit(n == 2 ? 0 : 1);
  }
  close(ends[1]);
  struct head head = {0, 0};
  ssize_t n = read(ends[0], &head, sizeof head);
  close(ends[0]);
  waitpid(pid, NULL, 0);
  assert(n == (ssize_t)sizeof head && head.size == 3);
  return 0;
}
