// output: always the same
// A child that ends before its own child does. Who is the parent then?
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  // Orphans among our descendants come to us instead of to process 1, so that
  // this program leaves nothing behind.
  if (prctl(PR_SET_CHILD_SUBREAPER, 1) == -1) return 1;
  const pid_t first = getpid();
  // region orphan
  const pid_t child = fork();
  if (child == -1) return 1;
  if (child == 0) {
    const pid_t parent = getpid();  // of the grandchild
    const pid_t grandchild = fork();
    if (grandchild == -1) _exit(1);
    if (grandchild == 0) {
      while (getppid() == parent) usleep(1000);
      std::puts("grandchild: my parent has ended, and I run on");
      std::printf("grandchild: my parent is now %s\n",
                  getppid() == first ? "main" : "somebody else");
      std::fflush(stdout);
      _exit(0);
    }
    _exit(0);  // waits for nobody
  }
  if (waitpid(child, nullptr, 0) != child) return 1;
  // endregion orphan
  if (wait(nullptr) == -1) return 1;
  std::puts("main:       a child has ended that I have not made");
}
