// expect: wrong-result
// test: one worker downloads three urls
// Starts some threads, waits until all of them have ended, and starts the next.
#pragma once

#include <algorithm>
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
  for (std::size_t begin = 0; begin < urls.size(); begin += workers) {
    const std::size_t end = std::min<std::size_t>(begin + workers, urls.size());
    std::vector<std::thread> batch;
    for (std::size_t i = begin; i < end; ++i)
      batch.emplace_back([&, i] {
        try {
          pages[i] = fetch(urls[i]);
        } catch (...) {
        }
      });
    for (auto& thread : batch) thread.join();
  }
  return pages;
}

}  // namespace course
