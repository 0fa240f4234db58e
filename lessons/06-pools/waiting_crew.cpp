// output: in virtual time
// 64 jobs that only wait, 20 ms each, as a download does, and a crew of 1 to 16
// threads.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// region share
void work(int workers) {
  std::vector<std::thread> crew;
  for (int i = 0; i < workers; ++i)
    crew.emplace_back([=] {
      for (int job = i; job < 64; job += workers)
        std::this_thread::sleep_for(20ms);
    });
  for (std::thread& t : crew) t.join();
}
// endregion share

int main() {
  for (const int workers : {1, 2, 4, 8, 16}) {
    const auto start = Clock::now();
    work(workers);
    const auto ms = (Clock::now() - start) / 1ms;
    std::printf("%2d workers %5ld ms  %s\n", workers, static_cast<long>(ms),
                std::string(static_cast<std::size_t>(ms) / 20, '#').c_str());
  }
}
