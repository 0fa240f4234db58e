// expect: pass
// Each download is a packaged task: its future keeps page or exception.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <future>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace course {

using Fetch = std::function<std::string(const std::string& url)>;

inline std::vector<std::optional<std::string>> fetch_all(
    const std::vector<std::string>& urls, unsigned workers,
    const Fetch& fetch) {
  using Task = std::packaged_task<std::string(const std::string&)>;
  std::vector<Task> tasks(urls.size());
  std::vector<std::future<std::string>> futures;
  for (Task& task : tasks) {
    task = Task(fetch);
    futures.push_back(task.get_future());
  }
  std::atomic<std::size_t> next = 0;
  std::vector<std::thread> crew;
  for (std::size_t k = 0; k < std::min<std::size_t>(workers, urls.size()); ++k)
    crew.emplace_back([&] {
      for (;;) {
        const std::size_t i = next.fetch_add(1);
        if (i >= urls.size()) return;
        tasks[i](urls[i]);
      }
    });
  std::vector<std::optional<std::string>> pages;
  for (auto& future : futures) {
    try {
      pages.push_back(future.get());
    } catch (...) {
      pages.push_back(std::nullopt);
    }
  }
  for (auto& thread : crew) thread.join();
  return pages;
}

}  // namespace course
