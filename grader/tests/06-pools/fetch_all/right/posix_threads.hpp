// expect: pass
// POSIX threads that share one object.
#pragma once

#include <pthread.h>

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace course {

using Fetch = std::function<std::string(const std::string& url)>;

struct Downloads {
  const std::vector<std::string>& urls;
  const Fetch& fetch;
  std::vector<std::optional<std::string>> pages;
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  std::vector<std::string>::const_iterator next = urls.begin();

  static void* work(void* shared) {
    auto& d = *static_cast<Downloads*>(shared);
    for (;;) {
      pthread_mutex_lock(&d.mutex);
      const auto url = d.next;
      if (url != d.urls.end()) ++d.next;
      pthread_mutex_unlock(&d.mutex);
      if (url == d.urls.end()) return nullptr;
      try {
        d.pages[url - d.urls.begin()] = d.fetch(*url);
      } catch (...) {
      }
    }
  }
};

inline std::vector<std::optional<std::string>> fetch_all(
    const std::vector<std::string>& urls, unsigned workers,
    const Fetch& fetch) {
  Downloads downloads{urls, fetch, {}};
  downloads.pages.resize(urls.size());
  std::vector<pthread_t> crew(urls.size() < workers ? urls.size() : workers);
  for (auto& thread : crew)
    pthread_create(&thread, nullptr, &Downloads::work, &downloads);
  for (pthread_t thread : crew) pthread_join(thread, nullptr);
  return std::move(downloads.pages);
}

}  // namespace course
