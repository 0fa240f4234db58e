// expect: pass
// A plain number, taken under a lock; the jthreads join at the end of a scope.
#pragma once

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
  const auto take = [&]() -> std::optional<std::size_t> {
    std::lock_guard guard(mutex);
    if (next == urls.size()) return std::nullopt;
    return next++;
  };
  {
    std::vector<std::jthread> crew;
    while (crew.size() < workers && crew.size() < urls.size())
      crew.emplace_back([&] {
        while (const auto i = take()) {
          try {
            pages[*i].emplace(fetch(urls[*i]));
          } catch (...) {
            pages[*i].reset();
          }
        }
      });
  }
  return pages;
}

}  // namespace course
