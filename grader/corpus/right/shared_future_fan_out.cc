// expect: pass
// Two readers wait on copies of one shared_future and read the same plain
// vector without a lock; set_value happens before every get().
#include <cstdio>
#include <future>
#include <numeric>
#include <thread>
#include <vector>

using Rates = std::vector<int>;

int Total(std::shared_future<Rates> rates) {
  const Rates& published = rates.get();
  return std::accumulate(published.begin(), published.end(), 0);
}

int Largest(std::shared_future<Rates> rates) {
  int largest = 0;
  for (int rate : rates.get()) largest = rate > largest ? rate : largest;
  return largest;
}

int main() {
  std::promise<Rates> published;
  std::shared_future<Rates> rates = published.get_future().share();
  int total = 0;
  int largest = 0;
  std::thread adder([&total, rates] { total = Total(rates); });
  std::thread ranker([&largest, rates] { largest = Largest(rates); });
  published.set_value({4, 9, 2});
  adder.join();
  ranker.join();
  std::printf("total %d largest %d\n", total, largest);
  return total == 15 && largest == 9 ? 0 : 1;
}
