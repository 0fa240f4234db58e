// A child adds to a number in shared memory, and says so through a pipe.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main() {
  void* const memory = mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int* const number = static_cast<int*>(memory);
  int ends[2];
  if (pipe(ends) != 0) return 1;
  const pid_t child = fork();
  if (child == 0) {
    *number = 1;
    _exit(write(ends[1], "x", 1) == 1 ? 0 : 1);
  }
  close(ends[1]);
  char said;
  const bool right = read(ends[0], &said, 1) == 1 && *number == 1;
  int status = 1;
  waitpid(child, &status, 0);
  return right && status == 0 ? 0 : 1;
}
