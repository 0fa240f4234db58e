#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace course {

using Fetch = std::function<std::string(const std::string& url)>;

// Downloads all urls with exactly min(workers, urls.size()) threads
// (workers >= 1). A worker that becomes free takes the next url at once.
// Results are in the order of urls; nullopt where fetch threw.
inline std::vector<std::optional<std::string>> fetch_all(
    const std::vector<std::string>& urls, unsigned workers,
    const Fetch& fetch) {
  // One place for each url, made before the threads: nobody ever moves the
  // vector, and each element is written by the one thread that took its number.
  // So only the number has to be shared with care.
  std::vector<std::optional<std::string>> pages(urls.size());
  std::atomic<std::size_t> next = 0;

  const auto work = [&] {
    // Whoever is free takes the next number: a worker that has got a slow url
    // simply takes fewer of them. To take it is one step, the ++ that returns
    // the old value. If the worker looked whether next is below the size, and
    // then took it, another one could take the last number in between.
    for (std::size_t i; (i = next++) < urls.size();) {
      try {
        pages[i] = fetch(urls[i]);
      } catch (...) {
        // Whatever it was, the page stays nullopt, and the worker goes on. An
        // exception that left the thread's function would end the program.
      }
    }
  };

  std::vector<std::thread> crew;
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  for (std::size_t k = 0; k < size; ++k) crew.emplace_back(work);
  // Also what makes the pages, written by others, safe to read here.
  for (auto& thread : crew) thread.join();
  return pages;
}

}  // namespace course
