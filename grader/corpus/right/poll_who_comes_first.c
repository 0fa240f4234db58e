// expect: pass
// Two reporters, one desk: poll says which pipe has something, and each pipe
// says when its reporter is done.
#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#define REPORTERS 2

int main(void) {
  struct pollfd desk[REPORTERS];
  for (int i = 0; i < REPORTERS; ++i) {
    int ends[2];
    if (pipe(ends) != 0) return 1;
    if (fork() == 0) {
      close(ends[0]);
      ssize_t n = write(ends[1], "news", 4);
      _exit(n == 4 ? 0 : 1);
    }
    close(ends[1]);
    desk[i].fd = ends[0];
    desk[i].events = POLLIN;
  }
  int open = REPORTERS, bytes = 0;
  while (open > 0) {
    if (poll(desk, REPORTERS, -1) <= 0) continue;
    for (int i = 0; i < REPORTERS; ++i) {
      if (desk[i].fd < 0 || !(desk[i].revents & (POLLIN | POLLHUP))) continue;
      char text[8];
      ssize_t n = read(desk[i].fd, text, sizeof text);
      if (n > 0) {
        bytes += (int)n;
        continue;
      }
      close(desk[i].fd);
      desk[i].fd = -1;
      open--;
    }
  }
  while (wait(NULL) > 0) {
  }
  printf("%d bytes\n", bytes);
  return bytes == 4 * REPORTERS ? 0 : 1;
}
