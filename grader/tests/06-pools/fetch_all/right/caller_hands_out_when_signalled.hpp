// expect: pass
// A semaphore counts the free workers; the caller waits for one and gives it
// the next url.
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <deque>
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
  struct Worker {
    std::binary_semaphore has_job{0};
    std::size_t job = 0;
    std::atomic<bool> busy = false;
  };
  const std::size_t n = urls.size();
  const std::size_t size = std::min<std::size_t>(workers, n);
  std::vector<std::optional<std::string>> pages(n);
  std::deque<Worker> crew(size);
  std::counting_semaphore<> free(static_cast<std::ptrdiff_t>(size));
  std::vector<std::thread> threads;
  for (Worker& worker : crew)
    threads.emplace_back([&] {
      for (;;) {
        worker.has_job.acquire();
        if (worker.job == n) return;
        try {
          pages[worker.job] = fetch(urls[worker.job]);
        } catch (...) {
        }
        worker.busy = false;
        free.release();
      }
    });
  const auto give = [&](std::size_t job) {
    free.acquire();
    for (Worker& worker : crew)
      if (!worker.busy) {
        worker.busy = true;
        worker.job = job;
        worker.has_job.release();
        return;
      }
  };
  for (std::size_t i = 0; i < n; ++i) give(i);
  // One after the other, so that each gets one end.
  for (std::size_t k = 0; k < size; ++k) give(n);
  for (auto& thread : threads) thread.join();
  return pages;
}

}  // namespace course
