// output: always the same
// A number in three kinds of memory. The child writes a 7 to each.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

// region map
int* map_number(int flags) {
  void* at = mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE,
                  flags | MAP_ANONYMOUS, -1, 0);
  need(at != MAP_FAILED, "mmap");
  return static_cast<int*>(at);  // new pages are full of zeros
}
// endregion map

// region main
int main() {
  int* heap = new int(0);
  int* own = map_number(MAP_PRIVATE);
  int* common = map_number(MAP_SHARED);
  const pid_t child = fork();
  need(child >= 0, "fork");
  if (child == 0) {
    *heap = *own = *common = 7;
    _exit(0);  // the pointers are the same ones, and valid
  }
  need(waitpid(child, nullptr, 0) == child, "waitpid");
  std::printf("new          %d\n", *heap);
  std::printf("MAP_PRIVATE  %d\n", *own);
  std::printf("MAP_SHARED   %d\n", *common);
  munmap(common, sizeof(int));
  munmap(own, sizeof(int));
  delete heap;
}
// endregion main
