// expect: wrong-result
// test: four urls, two of them equal, and two workers
// Looks first whether an equal url has been downloaded.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
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
  std::mutex mutex;
  std::set<std::string> seen;
  std::vector<std::thread> crew;
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  for (std::size_t k = 0; k < size; ++k)
    crew.emplace_back([&] {
      for (std::size_t i = next++; i < urls.size(); i = next++) {
        std::unique_lock lock(mutex);
        if (!seen.insert(urls[i]).second) continue;
        lock.unlock();
        try {
          pages[i] = fetch(urls[i]);
        } catch (...) {
        }
      }
    });
  for (auto& thread : crew) thread.join();
  for (std::size_t i = 0; i < urls.size(); ++i)
    pages[i] =
        pages[std::find(urls.begin(), urls.end(), urls[i]) - urls.begin()];
  return pages;
}

}  // namespace course
