// expect: data-race
// Two gatekeepers count visitors in one shared page, each with ++: a read and a
// write that the other one can come between.
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int* visitors = mmap(NULL, sizeof *visitors, PROT_READ | PROT_WRITE,
                       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (visitors == MAP_FAILED) return 1;
  for (int gate = 0; gate < 2; ++gate)
    if (fork() == 0) {
      for (int i = 0; i < 2; ++i) ++*visitors;
      _exit(0);
    }
  while (wait(NULL) > 0) {
  }
  printf("%d visitors\n", *visitors);
  munmap(visitors, sizeof *visitors);
  return 0;
}
