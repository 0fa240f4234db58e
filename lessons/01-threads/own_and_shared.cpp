// output: always the same
// A local variable belongs to one thread, a global one to all of them.
#include <cstdio>
#include <thread>

// region work
int shared = 0;  // one for the whole program

void work(char name) {
  int own = 0;  // one for each thread: it lives on that thread's stack
  for (int i = 0; i < 3; ++i) {
    ++own;
    ++shared;
  }
  std::printf("thread %c: own %d, shared %d\n", name, own, shared);
}

int main() {
  std::thread a(work, 'a');
  a.join();  // a has ended before b starts: they never run at the same time
  std::thread b(work, 'b');
  b.join();
}
// endregion work
