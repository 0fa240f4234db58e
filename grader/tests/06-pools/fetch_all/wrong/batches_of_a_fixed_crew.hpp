// expect: wrong-result
// test: whoever is free takes the next url at once
// The workers meet at a barrier before each takes its next url.
#pragma once

#include <algorithm>
#include <barrier>
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
  std::vector<std::thread> crew;
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  std::barrier all_done(static_cast<std::ptrdiff_t>(size));
  for (std::size_t k = 0; k < size; ++k)
    crew.emplace_back([&, k] {
      for (std::size_t i = k; i < urls.size() + k; i += size) {
        try {
          if (i < urls.size()) pages[i] = fetch(urls[i]);
        } catch (...) {
        }
        all_done.arrive_and_wait();
      }
    });
  for (auto& thread : crew) thread.join();
  return pages;
}

}  // namespace course
