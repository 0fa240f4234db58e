// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "fetch_all.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <latch>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

COURSE_SIGNATURE(
    "fetch_all must be std::vector<std::optional<std::string>>("
    "const std::vector<std::string>&, unsigned, const Fetch&)",
    std::vector<std::optional<std::string>> (*)(
        const std::vector<std::string>&, unsigned,
        const std::function<std::string(const std::string&)>&),
    &course::fetch_all);

namespace {

using std::chrono::milliseconds;
using Urls = std::vector<std::string>;
using Pages = std::vector<std::optional<std::string>>;

// Who has called fetch for which url, and when. Each thread writes a line of
// its own, so that the threads need not be ordered; read when they have ended.
class Log {
 public:
  struct Call {
    char url;
    int ms;
  };

  void note(const std::string& url) {
    Line& line = lines_.at(course_test::thread_number());
    if (line.size == line.calls.size()) return;
    line.calls[line.size++] = {
        url.at(0),
        static_cast<int>(std::chrono::duration_cast<milliseconds>(
                             std::chrono::steady_clock::now() - begin_)
                             .count())};
  }
  // The urls in alphabetical order, and when each was begun.
  std::string urls() const {
    std::string urls;
    for (const Call& call : calls()) urls += call.url;
    return urls;
  }
  std::vector<int> times() const {
    std::vector<int> times;
    for (const Call& call : calls()) times.push_back(call.ms);
    return times;
  }

 private:
  struct Line {
    std::array<Call, 8> calls{};
    std::size_t size = 0;
  };

  std::vector<Call> calls() const {
    std::vector<Call> all;
    for (const Line& line : lines_)
      all.insert(all.end(), line.calls.begin(), line.calls.begin() + line.size);
    std::sort(all.begin(), all.end(), [](const Call& a, const Call& b) {
      return a.url != b.url ? a.url < b.url : a.ms < b.ms;
    });
    return all;
  }

  std::array<Line, 12> lines_{};
  std::chrono::steady_clock::time_point begin_ =
      std::chrono::steady_clock::now();
};

std::string page(const std::string& url) { return "page " + url; }

unsigned workers() {
  return static_cast<unsigned>(course_test::input("workers"));
}

void observe_pages(std::string_view key, const Pages& pages) {
  std::vector<std::string> seen;
  for (const auto& p : pages) seen.push_back(p ? *p : "nullopt");
  course_test::observe(key, seen);
}

COURSE_SCENARIO("one worker") {
  const int caller = course_test::thread_number();
  std::mutex mutex;  // for a submission that has more than one worker
  bool by_caller = false;
  std::string order;
  const Pages pages = course::fetch_all(
      {"b", "a", "c"}, workers(), [&](const std::string& url) {
        std::lock_guard guard(mutex);
        if (course_test::thread_number() == caller) by_caller = true;
        order += url;
        return url == "a" ? "" : page(url);
      });
  std::lock_guard guard(mutex);
  course_test::observe("threads", course_test::threads_made());
  course_test::observe("by the caller", by_caller);
  course_test::observe("order", order);
  observe_pages("pages", pages);
}

COURSE_SCENARIO("no urls") {
  const Pages pages = course::fetch_all({}, workers(), page);
  course_test::observe("threads", course_test::threads_made());
  observe_pages("pages", pages);
}

COURSE_SCENARIO("four urls") {
  Log log;
  const Pages pages = course::fetch_all({"a", "b", "a", "c"}, workers(),
                                        [&](const std::string& url) {
                                          log.note(url);
                                          // What fetch does need not
                                          // synchronise anything, so nobody
                                          // could get in between without this.
                                          course_test::let_others_run();
                                          return page(url);
                                        });
  course_test::observe("threads", course_test::threads_made());
  course_test::observe("urls", log.urls());
  observe_pages("pages", pages);
}

COURSE_SCENARIO("two downloads fail") {
  Log log;
  const Pages pages = course::fetch_all(
      {"a", "b", "c", "d"}, workers(), [&](const std::string& url) {
        log.note(url);
        if (url == "b") throw std::runtime_error("no such page");
        if (url == "c") throw 404;
        return page(url);
      });
  course_test::observe("threads", course_test::threads_made());
  course_test::observe("urls", log.urls());
  observe_pages("pages", pages);
}

COURSE_SCENARIO("the downloads wait for each other") {
  const auto number = static_cast<std::size_t>(course_test::input("urls"));
  Urls urls{"a", "b", "c", "d", "e"};
  urls.resize(number);
  std::latch all_inside(static_cast<std::ptrdiff_t>(number));
  course_test::name(all_inside, "all_inside");
  const Pages pages =
      course::fetch_all(urls, workers(), [&](const std::string& url) {
        all_inside.arrive_and_wait();
        return page(url);
      });
  course_test::observe("threads", course_test::threads_made());
  observe_pages("pages", pages);
}

COURSE_SCENARIO("downloads of 40, 10, 10 and 10 ms") {
  Log log;
  const Pages pages = course::fetch_all(
      {"a", "b", "c", "d"}, workers(), [&](const std::string& url) {
        log.note(url);
        std::this_thread::sleep_for(milliseconds(url == "a" ? 40 : 10));
        return page(url);
      });
  course_test::observe("begun", log.times());
  observe_pages("pages", pages);
}

// Says so when the thread that has made it is gone: it is one of the last
// things that a thread does to destroy its thread_local objects.
struct Farewell {
  ~Farewell() {
    if (!there) return;
    course_test::let_others_run();
    course_test::event("thread ends");
  }
  bool there = false;
};

COURSE_SCENARIO("downloads of an hour and of a moment") {
  const Pages pages =
      course::fetch_all({"a", "b"}, workers(), [](const std::string& url) {
        thread_local Farewell farewell;
        farewell.there = true;
        if (url == "a") std::this_thread::sleep_for(std::chrono::hours(1));
        course_test::let_others_run();
        return page(url);
      });
  course_test::event("fetch_all returns");
  // What still runs shows what it does.
  std::this_thread::sleep_for(std::chrono::hours(24));
  observe_pages("pages", pages);
}

COURSE_SCENARIO("two calls, one after the other") {
  const Pages first = course::fetch_all({"a", "b", "c"}, 2, page);
  const Pages second = course::fetch_all({"d", "e"}, 1, page);
  observe_pages("first", first);
  observe_pages("second", second);
}

COURSE_SCENARIO("two calls at the same time") {
  Pages first, second;
  course_test::Thread a([&] {
    first = course::fetch_all({"a", "b"}, 2, page);
  });
  course_test::Thread b([&] {
    second = course::fetch_all({"c", "d"}, 1, page);
  });
  a.join();
  b.join();
  observe_pages("first", first);
  observe_pages("second", second);
}

}  // namespace
