// expect: not-parallel
// test: three workers download at the same time
// Waits for each worker before it starts the next one.
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
  std::atomic<std::size_t> next = 0;
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  for (std::size_t k = 0; k < size; ++k)
    std::thread([&] {
      for (std::size_t i = next++; i < urls.size(); i = next++) {
        try {
          pages[i] = fetch(urls[i]);
        } catch (...) {
        }
      }
    }).join();
  return pages;
}

}  // namespace course
