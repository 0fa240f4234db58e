// output: differs from run to run
// Two threads print 20 letters each. Every letter is put safely, under a lock;
// the line of 20 is not: another thread fits in between two letters.
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>

// region put
std::mutex m;
std::string paper;  // guarded by m

void put(char c) {
  std::lock_guard guard(m);
  paper += c;
}

void print_multiple(char c, int n) {
  for (int i = 0; i < n; ++i) put(c);
}
// endregion put

int main() {
  const std::string as(20, 'a'), bs(20, 'b');
  const int runs = 2'000;
  int mixed = 0;
  for (int run = 0; run < runs; ++run) {
    paper.clear();
    std::thread a(print_multiple, 'a', 20), b(print_multiple, 'b', 20);
    a.join();
    b.join();
    if (paper != as + bs && paper != bs + as) ++mixed;
  }
  std::printf("mixed in %d of %d runs\n", mixed, runs);
}
