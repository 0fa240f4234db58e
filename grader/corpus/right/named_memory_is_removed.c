// expect: pass
// The name is removed as soon as both have the memory; the atomic counter needs
// no lock.
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int fd = shm_open("/tally", O_CREAT | O_EXCL | O_RDWR, 0600);
  if (fd < 0 || ftruncate(fd, sizeof(atomic_int)) != 0) return 1;
  atomic_int* tally =
      mmap(NULL, sizeof *tally, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  shm_unlink("/tally");
  if (tally == MAP_FAILED) return 1;
  pid_t pid = fork();
  if (pid == 0) {
    atomic_fetch_add(tally, 2);
    _exit(0);
  }
  atomic_fetch_add(tally, 3);
  waitpid(pid, NULL, 0);
  const int sum = atomic_load(tally);
  munmap(tally, sizeof *tally);
  return sum == 5 ? 0 : 1;
}
