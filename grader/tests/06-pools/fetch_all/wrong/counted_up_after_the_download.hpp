// expect: wrong-result
// test: four urls, two of them equal, and two workers
// The number is counted up when the download is done: others take the same one.
#pragma once

#include <algorithm>
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
  std::vector<std::optional<std::string>> pages(urls.size());
  std::mutex mutex;
  std::size_t next = 0;
  std::vector<std::thread> crew;
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  for (std::size_t k = 0; k < size; ++k)
    crew.emplace_back([&] {
      std::unique_lock lock(mutex);
      while (next < urls.size()) {
        const std::size_t i = next;
        lock.unlock();
        std::optional<std::string> page;
        try {
          page = fetch(urls[i]);
        } catch (...) {
        }
        lock.lock();
        pages[i] = page;
        next = i + 1;
      }
    });
  for (auto& thread : crew) thread.join();
  return pages;
}

}  // namespace course
