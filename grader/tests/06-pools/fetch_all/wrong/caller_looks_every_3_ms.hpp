// expect: wrong-result
// test: whoever is free takes the next url at once
// The caller hands the urls out, and looks only from time to time who is free.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace course {

using Fetch = std::function<std::string(const std::string& url)>;

inline std::vector<std::optional<std::string>> fetch_all(
    const std::vector<std::string>& urls, unsigned workers,
    const Fetch& fetch) {
  const std::size_t n = urls.size();
  std::vector<std::optional<std::string>> pages(n);
  const std::size_t size = std::min<std::size_t>(workers, n);
  std::vector<std::atomic<std::size_t>> boxes(size);
  for (auto& box : boxes) box = n + 1;  // nothing to do
  std::vector<std::thread> crew;
  for (std::size_t k = 0; k < size; ++k)
    crew.emplace_back([&, k] {
      for (;;) {
        boxes[k].wait(n + 1);
        const std::size_t i = boxes[k];
        if (i == n) return;
        try {
          pages[i] = fetch(urls[i]);
        } catch (...) {
        }
        boxes[k] = n + 1;
      }
    });
  std::size_t next = 0, ended = 0;
  for (;;) {
    for (auto& box : boxes)
      if (box == n + 1 && ended < size) {
        if (next == n) ++ended;
        box = next < n ? next++ : n;
        box.notify_one();
      }
    if (ended == size) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
  for (auto& thread : crew) thread.join();
  return pages;
}

}  // namespace course
