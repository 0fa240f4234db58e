// output: always the same
// Shared memory with a name: who can find it, and how long it stays.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

// The number of our own process keeps two runs of this program apart.
const std::string name = "/course-named-" + std::to_string(getpid());

// region open
int* map_number(int fd) {
  void* at =
      mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  need(at != MAP_FAILED, "mmap");
  close(fd);  // the mapping stays
  return static_cast<int*>(at);
}

int* create() {
  const int fd = shm_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600);
  need(fd >= 0, "shm_open");
  need(ftruncate(fd, sizeof(int)) == 0, "ftruncate");  // it is empty at first
  return map_number(fd);
}

int* find() {
  const int fd = shm_open(name.c_str(), O_RDWR, 0);
  return fd < 0 ? nullptr : map_number(fd);
}
// endregion open

void look(const char* when) {
  if (int* n = find()) {
    std::printf("%-22s  found, with a %d in it\n", when, *n);
    munmap(n, sizeof(int));
  } else {
    std::printf("%-22s  %s\n", when, std::strerror(errno));
  }
  std::fflush(stdout);
}

int main() {
  // region life
  look("before");
  const pid_t child = fork();
  need(child >= 0, "fork");
  if (child == 0) {
    int* n = create();
    *n = 42;
    _exit(0);  // no munmap, no unlink
  }
  need(waitpid(child, nullptr, 0) == child, "waitpid");
  look("its maker has ended");
  int* n = find();
  need(n != nullptr, "shm_open");
  shm_unlink(name.c_str());
  look("the name is removed");
  std::printf("%-22s  still has the %d\n", "who has it mapped", *n);
  munmap(n, sizeof(int));  // now the memory itself is gone
  // endregion life
}
