// expect: wrong-result
// test: two downloads of one worker fail
// The try block is around the loop: after an exception the worker takes no
// other url.
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
  std::vector<std::thread> crew;
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  for (std::size_t k = 0; k < size; ++k)
    crew.emplace_back([&] {
      try {
        for (std::size_t i = next++; i < urls.size(); i = next++)
          pages[i] = fetch(urls[i]);
      } catch (...) {
      }
    });
  for (auto& thread : crew) thread.join();
  return pages;
}

}  // namespace course
