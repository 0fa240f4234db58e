// expect: crash
// The semaphore lies in shared memory, but sem_init was told that threads of
// one process use it.
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sem_t* permits = mmap(NULL, sizeof *permits, PROT_READ | PROT_WRITE,
                        MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (permits == MAP_FAILED) return 1;
  sem_init(permits, 0, 0);
  pid_t pid = fork();
  if (pid == 0) {
    sem_post(permits);
    _exit(0);
  }
  sem_wait(permits);
  waitpid(pid, NULL, 0);
  sem_destroy(permits);
  munmap(permits, sizeof *permits);
  return 0;
}
