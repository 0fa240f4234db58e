// expect: data-race
// The quote's plain fields are published with a relaxed store, which orders
// nothing; the race shows whenever the reader sees the published pointer.
#include <atomic>
#include <cstdio>
#include <thread>

struct Quote {
  int bid = 0;
  int ask = 0;
};

std::atomic<Quote*> latest{nullptr};

void Publish(Quote& quote) {
  quote.bid = 101;
  quote.ask = 103;
  latest.store(&quote, std::memory_order_relaxed);
}

int Spread() {
  const Quote* quote = latest.load(std::memory_order_relaxed);
  if (quote == nullptr) return -1;
  return quote->ask - quote->bid;
}

int main() {
  Quote quote;
  int spread = -1;
  std::thread feed([&quote] { Publish(quote); });
  std::thread trader([&spread] { spread = Spread(); });
  feed.join();
  trader.join();
  std::printf("spread %d\n", spread);
  return 0;
}
