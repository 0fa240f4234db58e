// output: always the same
// Where does a mapping end? Children walk over the edge.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

int make_object() {
  const std::string name = "/course-page-" + std::to_string(getpid());
  const int fd = shm_open(name.c_str(), O_RDWR | O_CREAT | O_EXCL, 0600);
  need(fd >= 0, "shm_open");
  shm_unlink(name.c_str());
  return fd;
}

// A child writes one byte; what becomes of it?
void try_to_write(const char* what, char* at) {
  const pid_t child = fork();
  need(child >= 0, "fork");
  if (child == 0) {
    *at = 1;
    _exit(0);
  }
  int status;
  need(waitpid(child, &status, 0) == child, "waitpid");
  std::printf("%-33s  %s\n", what,
              WIFSIGNALED(status) ? strsignal(WTERMSIG(status)) : "written");
  std::fflush(stdout);
}

int main() {
  const long page = sysconf(_SC_PAGESIZE);
  const int fd = make_object();
  // region edge
  auto* memory = static_cast<char*>(
      mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0));
  need(memory != MAP_FAILED, "mmap");
  try_to_write("the object is still empty, byte 0", memory);
  need(ftruncate(fd, 100) == 0, "ftruncate");
  try_to_write("it has 100 bytes, byte 99", memory + 99);
  try_to_write("the first one too many, byte 100", memory + 100);
  try_to_write("the first one of the next page", memory + page);
  munmap(memory, 2 * page);
  try_to_write("after munmap, byte 0", memory);
  // endregion edge
  close(fd);
}
