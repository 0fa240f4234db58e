// output: differs from run to run
// Four threads compute for 50 ms each and then note their result. First the
// lock is held all the time, then only while the result is noted.
#include <chrono>
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

int compute(int input) {
  std::this_thread::sleep_for(50ms);  // stands for a download, or for work
  return input * input;
}

std::mutex m;
std::vector<int> results;  // guarded by m

// region inside
void note_inside(int input) {
  std::lock_guard guard(m);
  results.push_back(compute(input));
}
// endregion inside

// region outside
void note_outside(int input) {
  int result = compute(input);
  std::lock_guard guard(m);
  results.push_back(result);
}
// endregion outside

void measure(const char* what, void (*note)(int)) {
  auto start = std::chrono::steady_clock::now();
  std::vector<std::thread> threads;
  for (int input = 1; input <= 4; ++input) threads.emplace_back(note, input);
  for (std::thread& t : threads) t.join();
  auto time = std::chrono::steady_clock::now() - start;
  std::printf("%-9s %d ms\n", what,
              static_cast<int>(
                  std::chrono::round<std::chrono::milliseconds>(time).count()));
}

int main() {
  measure("inside:", note_inside);
  measure("outside:", note_outside);
}
