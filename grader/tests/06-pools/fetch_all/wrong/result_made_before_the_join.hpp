// expect: data-race
// test: one worker downloads three urls
// The jthreads join as they are destroyed, after the result has been copied.
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
  std::vector<std::string> texts(urls.size());
  std::vector<char> there(urls.size());
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> crew;
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  for (std::size_t k = 0; k < size; ++k)
    crew.emplace_back([&] {
      for (std::size_t i = next++; i < urls.size(); i = next++) {
        try {
          texts[i] = fetch(urls[i]);
          there[i] = true;
        } catch (...) {
        }
      }
    });
  std::vector<std::optional<std::string>> pages(urls.size());
  for (std::size_t i = 0; i < urls.size(); ++i)
    if (there[i]) pages[i] = texts[i];
  return pages;
}

}  // namespace course
