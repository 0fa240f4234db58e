// expect: wrong-result
// test: one worker downloads three urls
// A thread for each url; a semaphore lets only some of them download.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <semaphore>
#include <string>
#include <thread>
#include <vector>

namespace course {

using Fetch = std::function<std::string(const std::string& url)>;

inline std::vector<std::optional<std::string>> fetch_all(
    const std::vector<std::string>& urls, unsigned workers,
    const Fetch& fetch) {
  std::vector<std::optional<std::string>> pages(urls.size());
  std::counting_semaphore<> places(workers);
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < urls.size(); ++i)
    threads.emplace_back([&, i] {
      places.acquire();
      try {
        pages[i] = fetch(urls[i]);
      } catch (...) {
      }
      places.release();
    });
  for (auto& thread : threads) thread.join();
  return pages;
}

}  // namespace course
