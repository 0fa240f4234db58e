// output: differs from run to run
// Ten downloads that wait 50 ms each, in turn and at once. A sleep stands for
// the network: what counts is that the thread waits and does not compute.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

// region work
void download() { std::this_thread::sleep_for(50ms); }

void in_turn() {
  for (int i = 0; i < 10; ++i) download();
}

void at_once() {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 10; ++i) threads.emplace_back(download);
}  // each jthread joins here
// endregion work

void measure(const char* name, const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  const std::clock_t cpu = std::clock();  // of all threads of this process
  work();
  const std::chrono::duration<double, std::milli> passed =
      std::chrono::steady_clock::now() - start;
  std::printf("%-8s %7.1f ms passed, %5.1f ms of them computing\n", name,
              passed.count(), 1e3 * (std::clock() - cpu) / CLOCKS_PER_SEC);
}

int main() {
  measure("in turn", in_turn);
  measure("at once", at_once);
}
