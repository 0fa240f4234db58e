// expect: not-parallel
// test: three workers download at the same time
// The lock that guards the next number is held while the page is fetched.
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
      for (;;) {
        std::lock_guard guard(mutex);
        if (next == urls.size()) return;
        const std::size_t i = next++;
        try {
          pages[i] = fetch(urls[i]);
        } catch (...) {
        }
      }
    });
  for (auto& thread : crew) thread.join();
  return pages;
}

}  // namespace course
