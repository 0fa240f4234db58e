// expect: wrong-result
// test: four urls, two of them equal, and two workers
// Appends each page, in the order in which they are ready.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace course {

using Fetch = std::function<std::string(const std::string& url)>;

inline std::vector<std::optional<std::string>> fetch_all(
    const std::vector<std::string>& urls, unsigned workers,
    const Fetch& fetch) {
  std::vector<std::optional<std::string>> pages;
  std::mutex mutex;
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> crew;
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  for (std::size_t k = 0; k < size; ++k)
    crew.emplace_back([&] {
      for (std::size_t i = next++; i < urls.size(); i = next++) {
        std::optional<std::string> page;
        try {
          page = fetch(urls[i]);
        } catch (...) {
        }
        std::lock_guard guard(mutex);
        pages.push_back(page);
      }
    });
  for (auto& thread : crew) thread.join();
  return pages;
}

}  // namespace course
