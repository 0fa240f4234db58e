// expect: wrong-result
// test: on return all threads have ended
// A latch that all own says that the work is done; the threads still run.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <latch>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace course {

using Fetch = std::function<std::string(const std::string& url)>;

inline std::vector<std::optional<std::string>> fetch_all(
    const std::vector<std::string>& urls, unsigned workers,
    const Fetch& fetch) {
  struct Shared {
    Shared(std::size_t n, std::size_t workers)
        : pages(n), done(static_cast<std::ptrdiff_t>(workers)) {}
    std::vector<std::optional<std::string>> pages;
    std::atomic<std::size_t> next = 0;
    std::latch done;
  };
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  const auto shared = std::make_shared<Shared>(urls.size(), size);
  for (std::size_t k = 0; k < size; ++k)
    std::thread([shared, urls, fetch] {
      for (std::size_t i; (i = shared->next++) < urls.size();) {
        try {
          shared->pages[i] = fetch(urls[i]);
        } catch (...) {
        }
      }
      shared->done.count_down();
    }).detach();
  shared->done.wait();
  return shared->pages;
}

}  // namespace course
