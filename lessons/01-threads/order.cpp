// output: differs from run to run
// Two threads write two letters each. Six outputs are possible; which of them
// do a thousand runs show?
#include <array>
#include <atomic>
#include <cstdio>
#include <map>
#include <string>
#include <thread>

// region once
std::array<char, 4> out;
std::atomic<int> next = 0;  // the first free place

std::string once() {
  next = 0;
  std::thread a([] {
    out[next++] = 'a';
    out[next++] = 'b';
  });
  std::thread b([] {
    out[next++] = 'c';
    out[next++] = 'd';
  });
  a.join();
  b.join();
  return {out.begin(), out.end()};
}
// endregion once

int main() {
  std::map<std::string, int> seen = {{"abcd", 0}, {"acbd", 0}, {"acdb", 0},
                                     {"cabd", 0}, {"cadb", 0}, {"cdab", 0}};
  for (int i = 0; i < 1000; ++i) ++seen[once()];
  for (const auto& [text, times] : seen)
    std::printf("%s %5d times\n", text.c_str(), times);
}
