// output: always the same
// Python's pool.map(fib, ...), with a future for each call.
#include <cstdint>
#include <cstdio>
#include <future>
#include <vector>

// region map
std::uint64_t fib(int n) {
  std::uint64_t a = 0, b = 1;
  for (; n > 0; --n) {
    const std::uint64_t next = a + b;
    a = b;
    b = next;
  }
  return a;
}

int main() {
  std::vector<std::future<std::uint64_t>> results;
  for (int n = 90; n < 95; ++n)
    results.push_back(std::async(std::launch::async, fib, n));
  for (int n = 90; n < 95; ++n)
    std::printf("fib(%d) = %ju\n", n,
                static_cast<std::uintmax_t>(results[n - 90].get()));
}
// endregion map
