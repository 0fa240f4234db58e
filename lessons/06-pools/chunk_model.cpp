// output: always the same
// 10,000 jobs of 1 us for two workers, in chunks; handing over a chunk costs
// 2 us under a lock, one at a time. The time is counted, in us.
#include <algorithm>
#include <cstdio>
#include <string>

constexpr int jobs = 10'000, job_time = 1, hand_over_time = 2;

// region model
int time_with(int chunk) {
  int free_at[2] = {0, 0};  // when each worker is free
  int lock_free_at = 0;
  for (int taken = 0; taken < jobs; taken += chunk) {
    int& worker = free_at[0] <= free_at[1] ? free_at[0] : free_at[1];
    const int got = std::max(worker, lock_free_at) + hand_over_time;
    lock_free_at = got;
    worker = got + job_time * std::min(chunk, jobs - taken);
  }
  return std::max(free_at[0], free_at[1]);
}
// endregion model

int main() {
  for (const int chunk : {1, 2, 5, 10, 100, 1000, 5000, 6000, 10000}) {
    const int t = time_with(chunk);
    std::printf("chunk %5d %6d us  %s\n", chunk, t,
                std::string(static_cast<std::size_t>(t) / 500, '#').c_str());
  }
}
