// expect: pass
// One task runs on its own thread, one is deferred to the caller and one may be
// either; plain sums need no lock because get() orders them all.
#include <cstdio>
#include <future>
#include <numeric>
#include <vector>

int Sum(const std::vector<int>& values) {
  return std::accumulate(values.begin(), values.end(), 0);
}

int main() {
  const std::vector<int> january = {31, 5};
  const std::vector<int> february = {28, 7};
  const std::vector<int> march = {31, 9};
  std::future<int> first =
      std::async(std::launch::async, [&january] { return Sum(january); });
  std::future<int> second =
      std::async(std::launch::deferred, [&february] { return Sum(february); });
  std::future<int> third = std::async([&march] { return Sum(march); });
  const int quarter = first.get() + second.get() + third.get();
  std::printf("quarter %d\n", quarter);
  return quarter == 111 ? 0 : 1;
}
