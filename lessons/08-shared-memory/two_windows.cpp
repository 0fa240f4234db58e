// output: always the same
// One piece of shared memory, mapped twice: two windows onto the same page.
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <string>

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

// region page
struct Page {
  int numbers[10];
  int* best;              // says where, as an address
  std::ptrdiff_t best_i;  // says where, as a distance from the start
};
// endregion page

Page* window(int fd) {
  void* at =
      mmap(nullptr, sizeof(Page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  need(at != MAP_FAILED, "mmap");
  return static_cast<Page*>(at);
}

int main() {
  const std::string name = "/course-windows-" + std::to_string(getpid());
  const int fd = shm_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600);
  need(fd >= 0, "shm_open");
  shm_unlink(name.c_str());  // nobody else needs the name
  need(ftruncate(fd, sizeof(Page)) == 0, "ftruncate");
  // region look
  Page* here = window(fd);
  Page* there = window(fd);
  here->numbers[3] = 42;
  here->best = &here->numbers[3];
  here->best_i = 3;
  std::printf("same address:      %s\n", here == there ? "yes" : "no");
  std::printf("same content:      %d\n", there->numbers[3]);
  std::printf("the index leads    %s\n",
              &there->numbers[there->best_i] == &there->numbers[3]
                  ? "to the number"
                  : "astray");
  std::printf("the pointer leads  %s\n", there->best == &there->numbers[3]
                                             ? "to the number"
                                             : "out of this window");
  // endregion look
  munmap(there, sizeof(Page));
  munmap(here, sizeof(Page));
  close(fd);
}
