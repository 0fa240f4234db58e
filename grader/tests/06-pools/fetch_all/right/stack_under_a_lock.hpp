// expect: pass
// Takes from the back of a list in reverse; a map keeps what was found, under
// the same lock.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <map>
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
  std::vector<std::size_t> open;
  for (std::size_t i = urls.size(); i > 0; --i) open.push_back(i - 1);
  std::map<std::size_t, std::string> found;
  std::mutex mutex;
  const auto work = [&] {
    std::unique_lock lock(mutex);
    while (!open.empty()) {
      const std::size_t i = open.back();
      open.pop_back();
      lock.unlock();
      std::optional<std::string> page;
      try {
        page = fetch(urls[i]);
      } catch (...) {
      }
      lock.lock();
      if (page) found[i] = *page;
    }
  };
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  std::vector<std::thread> crew;
  for (std::size_t k = 0; k < size; ++k) crew.emplace_back(work);
  for (auto& thread : crew) thread.join();
  std::vector<std::optional<std::string>> pages(urls.size());
  for (const auto& [i, page] : found) pages[i] = page;
  return pages;
}

}  // namespace course
