// output: always the same
// A thread knows whether it is the worker, without a look at its std::thread.
#include <cstdio>
#include <thread>

// region note
thread_local bool worker = false;  // each thread has one of its own

void who(const char* where) {
  std::printf("%s: %s\n", where, worker ? "the worker" : "somebody else");
}

int main() {
  std::thread t([] {
    worker = true;  // this thread's own
    who("inside");
  });
  t.join();
  who("main");
}
// endregion note
