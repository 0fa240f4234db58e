// expect: wrong-result
// test: on return all threads have ended
// The caller looks until all workers are done, but they have not ended yet.
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
  std::atomic<std::size_t> working = size;
  for (std::size_t k = 0; k < size; ++k)
    std::thread([&] {
      for (std::size_t i = next++; i < urls.size(); i = next++) {
        try {
          pages[i] = fetch(urls[i]);
        } catch (...) {
        }
      }
      --working;
    }).detach();
  while (working > 0) std::this_thread::yield();
  return pages;
}

}  // namespace course
