// output: always the same
// A std::string lies in shared memory. Its characters do not.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

int main() {
  void* at = mmap(nullptr, sizeof(std::string), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  need(at != MAP_FAILED, "mmap");
  // region string
  auto* text = new (at) std::string("the money is under the old oak tree");
  const pid_t child = fork();
  need(child >= 0, "fork");
  if (child == 0) {
    *text = "I have dug it up";  // shorter: no new memory is needed
    std::printf("child:   %zu characters, \"%s\"\n", text->size(),
                text->c_str());
    std::fflush(stdout);
    _exit(0);
  }
  need(waitpid(child, nullptr, 0) == child, "waitpid");
  std::printf("parent:  %zu characters, \"%.*s\"\n", text->size(),
              static_cast<int>(text->size()), text->data());
  // endregion string
  text->~basic_string();
  munmap(at, sizeof(std::string));
}
