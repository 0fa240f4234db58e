// output: differs from run to run
// Microseconds for a round of two threads that do nothing else than meet.
#include <barrier>
#include <chrono>
#include <cstdio>
#include <thread>

template <class F>
double microseconds(F f) {
  const auto start = std::chrono::steady_clock::now();
  f();
  const std::chrono::duration<double, std::micro> t =
      std::chrono::steady_clock::now() - start;
  return t.count();
}

constexpr int rounds = 20'000;

// region ways
void one_barrier() {
  std::barrier meeting(2);
  auto work = [&] {
    for (int i = 0; i < rounds; ++i) meeting.arrive_and_wait();
  };
  std::jthread a(work), b(work);
}

void new_threads() {
  for (int i = 0; i < rounds; ++i) {
    std::jthread a([] {}), b([] {});
  }
}
// endregion ways

int main() {
  std::printf("one barrier:  %.2f us a round\n",
              microseconds(one_barrier) / rounds);
  std::printf("new threads:  %.2f us a round\n",
              microseconds(new_threads) / rounds);
}
