// expect: pass
// Worker k starts worker k + 1 before it works, and joins it at the end.
#pragma once

#include <algorithm>
#include <atomic>
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
  std::vector<std::optional<std::string>> pages(urls.size());
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  std::atomic<std::size_t> next = 0;
  std::function<void(std::size_t)> work = [&](std::size_t k) {
    std::jthread helper;
    if (k + 1 < size) helper = std::jthread(work, k + 1);
    std::size_t i = next;
    while (i < urls.size()) {
      if (!next.compare_exchange_weak(i, i + 1)) continue;
      try {
        pages[i] = fetch(urls[i]);
      } catch (...) {
      }
      i = next;
    }
  };
  if (size > 0) std::jthread(work, 0);
  return pages;
}

}  // namespace course
