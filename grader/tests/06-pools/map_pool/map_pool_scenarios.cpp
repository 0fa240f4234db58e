// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "map_pool.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <latch>
#include <memory>
#include <stdexcept>
#include <thread>
#include <type_traits>
#include <vector>

namespace {

using course::MapPool;
using std::chrono::hours;
using std::chrono::milliseconds;

// One type for almost all f, because each takes the compiler its time.
using Function = std::function<int(const int&)>;
using Ints = std::vector<int>;

static_assert(std::is_constructible_v<MapPool, unsigned>,
              "MapPool must be made of an unsigned");
COURSE_SIGNATURE(
    "map must be std::vector<Result<T, F>>(const F&, const std::vector<T>&, "
    "std::size_t)",
    Ints (MapPool::*)(const Function&, const Ints&, std::size_t),
    &MapPool::map<int, Function>);

int square(int x) { return x * x; }

// What some f throw.
struct Failure {
  int x;
};
// And one that is a std::exception, and more than that.
struct StandardFailure : std::runtime_error {
  explicit StandardFailure(int element)
      : std::runtime_error("failure"), x(element) {}
  int x;
};

// What a map gives if it throws, and if that is not what f has thrown.
constexpr int exception = -1;
constexpr int another_exception = -2;

// Who has been called for what. Each thread writes a line of its own, so that
// the threads need not be ordered; read when the map has returned.
class Log {
 public:
  void note(int x) {
    Line& line =
        lines_.at(static_cast<std::size_t>(course_test::thread_number()));
    if (line.size < line.calls.size()) line.calls[line.size++] = x;
  }
  Ints calls() const {
    Ints all;
    for (const Line& line : lines_)
      all.insert(all.end(), line.calls.begin(), line.calls.begin() + line.size);
    std::sort(all.begin(), all.end());
    return all;
  }
  // True if all of these were done by one thread.
  bool together(int first, int last) const {
    for (const Line& line : lines_) {
      const auto in_chunk = [&](int x) { return first <= x && x <= last; };
      const auto n = std::count_if(line.calls.begin(),
                                   line.calls.begin() + line.size, in_chunk);
      if (n != 0) return n == last - first + 1;
    }
    return false;
  }

 private:
  struct Line {
    std::array<int, 16> calls{};
    std::size_t size = 0;
  };
  std::array<Line, 40> lines_{};  // a submission may make many threads
};

// While it lives, this thread is inside f.
class Inside {
 public:
  Inside() {
    course_test::event("f begins");
    // What f does need not synchronise anything, so nobody could get in between
    // without this.
    course_test::let_others_run();
  }
  ~Inside() { course_test::event("f ends"); }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;
};

// Time moves on when nobody can run: after that hour all workers are asleep.
// With them it does not depend on the order whether calls can meet.
void until_all_are_asleep() { std::this_thread::sleep_for(hours(1)); }

COURSE_SCENARIO("one worker") {
  // Not on the stack, where what comes after it may use its memory again.
  const auto heap = std::make_unique<MapPool>(1);
  MapPool& pool = *heap;
  course_test::name(pool, "pool");
  Log log;
  const Function f = [&](int x) {
    log.note(x);
    return square(x);
  };
  course_test::observe("one by one", pool.map(f, Ints{3, 1, 2}));
  course_test::observe("nothing", pool.map(f, Ints{}));
  course_test::observe("chunks of two", pool.map(f, Ints{9, 8, 7, 6, 5}, 2));
  course_test::observe("one chunk", pool.map(f, Ints{4, 10}, 100));
  course_test::observe("calls", log.calls());
}

COURSE_SCENARIO("a pool that nobody uses") {
  MapPool pool(2);
  course_test::name(pool, "pool");
}

// Can be copied; has no default constructor.
struct Metres {
  explicit Metres(int v) : value(v) {}
  int value;
};
struct Feet {
  explicit Feet(int v) : value(v) {}
  int value;
};

COURSE_SCENARIO("types without a default constructor") {
  MapPool pool(1);
  course_test::name(pool, "pool");
  const std::vector<Metres> lengths{Metres(1), Metres(2), Metres(3)};
  const auto feet = pool.map(
      [](const Metres& length) { return Feet(3 * length.value); }, lengths, 2);
  Ints values;
  for (const Feet& length : feet) values.push_back(length.value);
  course_test::observe("results", values);
}

COURSE_SCENARIO("seven elements in chunks of three") {
  MapPool pool(2);
  course_test::name(pool, "pool");
  Log log;
  const Function f = [&](int x) {
    log.note(x);
    return square(x);
  };
  course_test::observe("results", pool.map(f, Ints{0, 1, 2, 3, 4, 5, 6}, 3));
  course_test::observe("calls", log.calls());
  course_test::observe("together", log.together(0, 2), log.together(3, 5),
                       log.together(6, 6));
}

COURSE_SCENARIO("yes or no") {
  MapPool pool(2);
  course_test::name(pool, "pool");
  const auto even = pool.map([](int x) { return x % 2 == 0; }, Ints{1, 2});
  course_test::observe("results", std::vector<bool>(even));
}

COURSE_SCENARIO("times of 40, 10, 10 and 10 ms") {
  MapPool pool(2);
  course_test::name(pool, "pool");
  const auto start = std::chrono::steady_clock::now();
  const Function f = [](int ms) {
    std::this_thread::sleep_for(milliseconds(ms));
    return ms;
  };
  const auto results = pool.map(f, Ints{40, 10, 10, 10});
  const auto time = std::chrono::steady_clock::now() - start;
  course_test::observe("ms",
                       std::chrono::duration_cast<milliseconds>(time).count());
  course_test::observe("results", results);
}

COURSE_SCENARIO("three calls meet") {
  std::latch all_inside(3);
  course_test::name(all_inside, "all_inside");
  MapPool pool(3);
  course_test::name(pool, "pool");
  until_all_are_asleep();
  const Function f = [&](int x) {
    all_inside.arrive_and_wait();
    return square(x);
  };
  course_test::observe("results", pool.map(f, Ints{1, 2, 3}));
}

// More than the machine has processors.
COURSE_SCENARIO("five calls meet") {
  std::latch all_inside(5);
  course_test::name(all_inside, "all_inside");
  MapPool pool(5);
  course_test::name(pool, "pool");
  const Function f = [&](int x) {
    all_inside.arrive_and_wait();
    return square(x);
  };
  course_test::observe("results", pool.map(f, Ints{1, 2, 3, 4, 5}));
}

COURSE_SCENARIO("one worker, one caller") {
  MapPool pool(1);
  course_test::name(pool, "pool");
  const Function f = [](int x) {
    Inside inside;
    return square(x);
  };
  course_test::observe("results", pool.map(f, Ints{1, 2, 3}));
}

COURSE_SCENARIO("one worker, two callers") {
  MapPool pool(1);
  course_test::name(pool, "pool");
  const Function f = [](int x) {
    Inside inside;
    return square(x);
  };
  Ints other;
  course_test::Thread caller([&] { other = pool.map(f, Ints{3}); });
  const Ints own = pool.map(f, Ints{1, 2});
  caller.join();
  course_test::observe("results", own, other);
}

// What f uses is on the stack of this function, which is left when the map
// returns. Not inlined, or it would be on that of the scenario.
[[gnu::noinline]] bool map_throws(MapPool& pool) {
  Log log;
  const Function f = [&](int x) {
    if (x == 1) throw Failure{x};
    std::this_thread::sleep_for(hours(1));
    log.note(x);
    course_test::event("call ends");
    return x;
  };
  try {
    pool.map(f, Ints{0, 1});
  } catch (const Failure&) {
    return true;
  }
  return false;
}

COURSE_SCENARIO("a call of an hour and one that throws") {
  MapPool pool(2);
  course_test::name(pool, "pool");
  const bool thrown = map_throws(pool);
  course_test::event("map is left");
  // What still runs shows what it does.
  std::this_thread::sleep_for(hours(24));
  course_test::observe("thrown", thrown);
}

COURSE_SCENARIO("some calls throw") {
  MapPool pool(static_cast<unsigned>(course_test::input("workers")));
  course_test::name(pool, "pool");
  const std::int64_t first = course_test::input("throws at");
  const std::int64_t second = course_test::input("also at");
  Log log;
  const Function f = [&](int x) {
    log.note(x);
    if (x == first || x == second) throw Failure{x};
    return square(x);
  };
  int thrown = exception;
  try {
    pool.map(f, Ints{0, 1, 2, 3},
             static_cast<std::size_t>(course_test::input("chunksize")));
  } catch (const Failure& failure) {
    thrown = failure.x;
  }
  course_test::observe("exception", thrown);
  course_test::observe("calls", log.calls());
  course_test::observe("the next map", pool.map(Function(square), Ints{5}));
}

COURSE_SCENARIO("two maps meet") {
  std::latch both_inside(2);
  course_test::name(both_inside, "both_inside");
  MapPool pool(2);
  course_test::name(pool, "pool");
  until_all_are_asleep();
  const Function f = [&](int x) {
    both_inside.arrive_and_wait();
    return square(x);
  };
  Ints other;
  course_test::Thread caller([&] { other = pool.map(f, Ints{3}); });
  until_all_are_asleep();  // the other caller and its worker, too
  const Ints own = pool.map(f, Ints{1});
  caller.join();
  course_test::observe("results", own, other);
}

COURSE_SCENARIO("f calls map") {
  MapPool pool(static_cast<unsigned>(course_test::input("workers")));
  course_test::name(pool, "pool");
  const Function inner = [](int x) {
    Inside inside;
    return square(x);
  };
  const Function outer = [&](int x) {
    Inside inside;
    const Ints squares = pool.map(inner, Ints{x, x + 1});
    return squares.at(0) + squares.at(1);
  };
  course_test::observe("results", pool.map(outer, Ints{1, 10}));
}

// Each call asks for the two Fibonacci numbers before.
COURSE_SCENARIO("fib calls map of fib") {
  MapPool pool(static_cast<unsigned>(course_test::input("workers")));
  course_test::name(pool, "pool");
  Function fib;
  fib = [&](int n) {
    if (n < 2) return n;
    const Ints before = pool.map(fib, Ints{n - 1, n - 2});
    return before.at(0) + before.at(1);
  };
  course_test::observe("fib(3)", pool.map(fib, Ints{3}));
}

COURSE_SCENARIO("the calls of an inner map meet") {
  std::latch both_inside(2);
  course_test::name(both_inside, "both_inside");
  MapPool pool(2);
  course_test::name(pool, "pool");
  until_all_are_asleep();
  const Function inner = [&](int x) {
    both_inside.arrive_and_wait();
    return square(x);
  };
  const Function outer = [&](int x) {
    const Ints squares = pool.map(inner, Ints{x, x + 1});
    return squares.at(0) + squares.at(1);
  };
  course_test::observe("results", pool.map(outer, Ints{1}));
}

// The thread whose f waits for the longer call has nothing to do meanwhile.
COURSE_SCENARIO("a call of an inner map takes an hour") {
  MapPool pool(2);
  course_test::name(pool, "pool");
  until_all_are_asleep();
  const Function inner = [](int x) {
    if (x == 2) std::this_thread::sleep_for(hours(1));
    return square(x);
  };
  const Function outer = [&](int x) {
    const Ints squares = pool.map(inner, Ints{x, x + 1});
    return squares.at(0) + squares.at(1);
  };
  course_test::observe("results", pool.map(outer, Ints{1}));
}

COURSE_SCENARIO("an inner map throws") {
  MapPool pool(1);
  course_test::name(pool, "pool");
  Log log;
  const Function inner = [&](int x) {
    log.note(x);
    if (x % 10 == 0) throw StandardFailure(x);
    return x;
  };
  const Function outer = [&](int x) {
    return pool.map(inner, Ints{10 * x, 10 * x + 1}).at(1);
  };
  int thrown = exception;
  try {
    pool.map(outer, Ints{1, 2});
  } catch (const StandardFailure& failure) {
    thrown = failure.x;
  } catch (const std::exception&) {
    thrown = another_exception;
  }
  course_test::observe("exception", thrown);
  course_test::observe("calls", log.calls());
}

COURSE_SCENARIO("f calls map of another pool") {
  MapPool pool(1), another(1);
  course_test::name(pool, "pool");
  course_test::name(another, "another");
  const Function inner = [](int x) {
    Inside inside;
    return square(x);
  };
  const Function outer = [&](int x) {
    const Ints squares = another.map(inner, Ints{x, x + 1});
    return squares.at(0) + squares.at(1);
  };
  course_test::observe("results", pool.map(outer, Ints{1}));
}

}  // namespace
