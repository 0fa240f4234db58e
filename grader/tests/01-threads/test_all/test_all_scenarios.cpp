// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "test_all.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <latch>
#include <thread>
#include <vector>

COURSE_SIGNATURE(
    "test_all must be std::vector<bool>(const std::vector<std::uint64_t>&, "
    "unsigned, const Predicate&)",
    std::vector<bool> (*)(const std::vector<std::uint64_t>&, unsigned,
                          const std::function<bool(std::uint64_t)>&),
    &course::test_all);

namespace {

using Numbers = std::vector<std::uint64_t>;

constexpr std::uint64_t largest_prime = 18446744073709551557u;

bool prime(std::uint64_t n) {
  return n == 2 || n == 3 || n == 5 || n == 7 || n == largest_prime;
}

// Who has tested what. Each thread writes a line of its own, so that the
// threads need not be ordered; read when they have ended.
class Log {
 public:
  void note(std::uint64_t number) {
    Line& line = lines_.at(course_test::thread_number());
    if (line.size < line.numbers.size()) line.numbers[line.size++] = number;
  }
  Numbers tested() const {
    Numbers all;
    for (const Line& line : lines_)
      all.insert(all.end(), line.numbers.begin(),
                 line.numbers.begin() + line.size);
    std::sort(all.begin(), all.end());
    return all;
  }
  int threads() const {
    return static_cast<int>(
        std::count_if(lines_.begin(), lines_.end(),
                      [](const Line& line) { return line.size > 0; }));
  }

 private:
  struct Line {
    std::array<std::uint64_t, 16> numbers{};
    std::size_t size = 0;
  };
  std::array<Line, 12> lines_{};
};

COURSE_SCENARIO("one thread") {
  const Numbers numbers{largest_prime, 4, 3};
  const int caller = course_test::thread_number();
  bool by_caller = false;
  const auto results = course::test_all(numbers, 1, [&](std::uint64_t n) {
    if (course_test::thread_number() == caller) by_caller = true;
    return prime(n);
  });
  course_test::observe("threads", course_test::threads_made());
  course_test::observe("by the caller", by_caller);
  course_test::observe("results", results);
}

COURSE_SCENARIO("no numbers") {
  const auto results = course::test_all({}, 4, prime);
  course_test::observe("threads", course_test::threads_made());
  course_test::observe("results", results);
}

COURSE_SCENARIO("numbers are shared out") {
  Numbers numbers{7, 4, 9, 7, 2, 4, 5};
  numbers.resize(static_cast<std::size_t>(course_test::input("numbers")));
  const auto threads = static_cast<unsigned>(course_test::input("threads"));
  Log log;
  const auto results = course::test_all(numbers, threads, [&](std::uint64_t n) {
    log.note(n);
    // What is_prime does need not synchronise anything, so nobody could get in
    // between without this.
    course_test::let_others_run();
    return prime(n);
  });
  course_test::observe("threads", course_test::threads_made());
  course_test::observe("tested", log.tested());
  course_test::observe("threads that test", log.threads());
  course_test::observe("results", results);
}

COURSE_SCENARIO("the tests wait for each other") {
  const Numbers numbers(static_cast<std::size_t>(course_test::input("threads")),
                        7);
  std::latch all_inside(course_test::input("threads"));
  course_test::name(all_inside, "all_inside");
  const auto results = course::test_all(
      numbers, static_cast<unsigned>(numbers.size()), [&](std::uint64_t n) {
        all_inside.arrive_and_wait();
        return prime(n);
      });
  course_test::observe("results", results);
}

// Says so when the thread that has made it is gone: it is one of the last
// things that a thread does to destroy its thread_local objects.
struct Farewell {
  ~Farewell() {
    course_test::let_others_run();
    course_test::event("thread ends", number);
  }
  std::uint64_t number;
};

COURSE_SCENARIO("tests of an hour and of a moment") {
  const auto results = course::test_all({4, 5}, 2, [](std::uint64_t n) {
    thread_local Farewell farewell{n};
    if (n == 4) std::this_thread::sleep_for(std::chrono::hours(1));
    course_test::let_others_run();
    return prime(n);
  });
  course_test::event("test_all returns");
  // What still runs shows what it does.
  std::this_thread::sleep_for(std::chrono::hours(24));
  course_test::observe("results", results);
}

COURSE_SCENARIO("two calls, one after the other") {
  const auto first = course::test_all({2, 4, 6}, 2, prime);
  const auto second = course::test_all({4, 3}, 2, prime);
  course_test::observe("results", first, second);
}

COURSE_SCENARIO("two calls at the same time") {
  std::vector<bool> first, second;
  course_test::Thread a([&] { first = course::test_all({2, 4}, 2, prime); });
  course_test::Thread b([&] { second = course::test_all({4, 3}, 1, prime); });
  a.join();
  b.join();
  course_test::observe("results", first, second);
}

}  // namespace
