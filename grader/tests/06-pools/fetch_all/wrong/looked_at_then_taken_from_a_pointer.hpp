// expect: lifetime
// test: four urls, two of them equal, and two workers
// The same with a pointer, which nothing checks.
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
  std::atomic<const std::string*> next = urls.data();
  const std::string* const end = urls.data() + urls.size();
  std::vector<std::thread> crew;
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  for (std::size_t k = 0; k < size; ++k)
    crew.emplace_back([&] {
      while (next < end) {
        const std::string* url = next++;
        try {
          pages[url - urls.data()] = fetch(*url);
        } catch (...) {
        }
      }
    });
  for (auto& thread : crew) thread.join();
  return pages;
}

}  // namespace course
