// expect: pass
// The caller puts the jobs into a queue; the workers wait on its condition
// variable, and each ends with an empty job.
#pragma once

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace course {

using Fetch = std::function<std::string(const std::string& url)>;

inline std::vector<std::optional<std::string>> fetch_all(
    const std::vector<std::string>& urls, unsigned workers,
    const Fetch& fetch) {
  std::vector<std::optional<std::string>> pages(urls.size());
  std::mutex mutex;
  std::condition_variable filled;
  std::deque<std::function<void()>> jobs;
  const auto work = [&] {
    for (;;) {
      std::unique_lock lock(mutex);
      filled.wait(lock, [&] { return !jobs.empty(); });
      const auto job = std::move(jobs.front());
      jobs.pop_front();
      lock.unlock();
      if (!job) return;
      job();
    }
  };
  const std::size_t size = std::min<std::size_t>(workers, urls.size());
  std::vector<std::thread> crew;
  for (std::size_t k = 0; k < size; ++k) crew.emplace_back(work);
  const auto put = [&](std::function<void()> job) {
    {
      std::lock_guard guard(mutex);
      jobs.push_back(std::move(job));
    }
    filled.notify_one();
  };
  for (std::size_t i = 0; i < urls.size(); ++i)
    put([&, i] {
      try {
        pages[i] = fetch(urls[i]);
      } catch (...) {
      }
    });
  for (std::size_t k = 0; k < size; ++k) put(nullptr);
  for (auto& thread : crew) thread.join();
  return pages;
}

}  // namespace course
