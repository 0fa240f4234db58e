// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "once_map.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <chrono>
#include <cstddef>
#include <latch>
#include <string>
#include <thread>
#include <type_traits>

static_assert(std::is_default_constructible_v<course::OnceMap<int, int>>,
              "OnceMap must be made of nothing");

namespace {

using IntMap = course::OnceMap<int, int>;

COURSE_SIGNATURE("get must be Value(const Key&, const Make&)",
                 int (IntMap::*)(const int&, const IntMap::Make&),
                 &IntMap::get);
COURSE_SIGNATURE("size must be std::size_t() const",
                 std::size_t (IntMap::*)() const, &IntMap::size);

// Keys that a table of 2, 4, ... or 64 locks would put under the same lock.
constexpr int one_key = 1;
constexpr int other_key = 65;

// All that a key must be able to do is to be copied and compared with <.
class KeyWithLessOnly {
 public:
  explicit KeyWithLessOnly(int number) : number_(number) {}
  friend bool operator<(const KeyWithLessOnly& a, const KeyWithLessOnly& b) {
    return a.number_ < b.number_;
  }

 private:
  int number_;
};

// A value that is moved from is empty, and so is seen.
struct TextValue {
  std::string text;
};

using TextMap = course::OnceMap<KeyWithLessOnly, TextValue>;

static_assert(std::is_default_constructible_v<TextMap>,
              "OnceMap must take keys that have no hash and no ==");

// What a make throws that fails.
struct MakeFailed {};

// What a caller got instead of a value.
constexpr int exception = -1;

// These tell when they begin and end, and let the others go first meanwhile.
int make_tenfold(const int& key) {
  course_test::event("make begins", key);
  course_test::let_others_run();
  course_test::event("make ends", key);
  return 10 * key;
}

int make_fails(const int& key) {
  course_test::event("make begins", key);
  course_test::let_others_run();
  course_test::event("make throws", key);
  throw MakeFailed{};
}

int get_or_exception(IntMap& map, int key, const IntMap::Make& make) {
  try {
    return map.get(key, make);
  } catch (const MakeFailed&) {
    return exception;
  }
}

COURSE_SCENARIO("one thread asks") {
  IntMap map;
  course_test::name(map, "map");
  const int first = map.get(1, make_tenfold);
  const int again = map.get(1, make_tenfold);
  const int other = map.get(2, make_tenfold);
  course_test::observe("values", first, again, other);
}

COURSE_SCENARIO("one thread asks for a text") {
  TextMap map;
  course_test::name(map, "map");
  const auto make = [](const KeyWithLessOnly&) { return TextValue{"text"}; };
  const TextValue first = map.get(KeyWithLessOnly(1), make);
  const TextValue again = map.get(KeyWithLessOnly(1), make);
  const TextValue third = map.get(KeyWithLessOnly(1), make);
  course_test::observe("texts", first.text, again.text, third.text);
}

COURSE_SCENARIO("one thread asks two maps") {
  IntMap left, right;
  course_test::name(left, "left");
  course_test::name(right, "right");
  const int from_left = left.get(1, [](const int&) { return 10; });
  const int from_right = right.get(1, [](const int&) { return 20; });
  course_test::observe("values", from_left, from_right);
}

COURSE_SCENARIO("two ask for the same key") {
  IntMap map;
  course_test::name(map, "map");
  int a_got = 0, b_got = 0;
  course_test::Thread a([&] { a_got = map.get(1, make_tenfold); });
  course_test::Thread b([&] { b_got = map.get(1, make_tenfold); });
  a.join();
  b.join();
  course_test::observe("values", a_got, b_got);
}

COURSE_SCENARIO("three ask for the same key") {
  IntMap map;
  course_test::name(map, "map");
  int a_got = 0, b_got = 0, c_got = 0;
  course_test::Thread a([&] { a_got = map.get(1, make_tenfold); });
  course_test::Thread b([&] { b_got = map.get(1, make_tenfold); });
  course_test::Thread c([&] { c_got = map.get(1, make_tenfold); });
  a.join();
  b.join();
  c.join();
  course_test::observe("values", a_got, b_got, c_got);
}

COURSE_SCENARIO("a make takes an hour") {
  const auto make = [](const int& key) {
    course_test::event("make begins", key);
    std::this_thread::sleep_for(std::chrono::hours(1));
    course_test::event("make ends", key);
    return 10 * key;
  };
  IntMap map;
  course_test::name(map, "map");
  int a_got = 0, b_got = 0;
  course_test::Thread a([&] { a_got = map.get(1, make); });
  course_test::Thread b([&] { b_got = map.get(1, make); });
  a.join();
  b.join();
  course_test::observe("values", a_got, b_got);
}

COURSE_SCENARIO("two makes wait for each other") {
  std::latch both_inside(2);
  const auto make = [&](const int& key) {
    both_inside.arrive_and_wait();
    return 10 * key;
  };
  IntMap map;
  course_test::name(map, "map");
  int a_got = 0, b_got = 0;
  course_test::Thread a([&] { a_got = map.get(one_key, make); });
  course_test::Thread b([&] { b_got = map.get(other_key, make); });
  a.join();
  b.join();
  course_test::observe("values", a_got, b_got);
}

// The same with a third thread, which waits for the first value.
COURSE_SCENARIO("two makes wait for each other while a third thread waits") {
  std::latch both_inside(2);
  const auto make = [&](const int& key) {
    both_inside.arrive_and_wait();
    return 10 * key;
  };
  IntMap map;
  course_test::name(map, "map");
  int a_got = 0, b_got = 0, c_got = 0;
  course_test::Thread a([&] { a_got = map.get(one_key, make); });
  course_test::Thread b([&] { b_got = map.get(one_key, make); });
  course_test::Thread c([&] { c_got = map.get(other_key, make); });
  a.join();
  b.join();
  c.join();
  course_test::observe("values", a_got, b_got, c_got);
}

COURSE_SCENARIO("a make asks for a key that another thread makes") {
  IntMap map;
  course_test::name(map, "map");
  const auto make_with_2 = [&](const int& key) {
    course_test::event("make begins", key);
    const int value = map.get(2, make_tenfold) + key;
    course_test::event("make ends", key);
    return value;
  };
  int a_got = 0, b_got = 0;
  course_test::Thread a([&] { a_got = map.get(1, make_with_2); });
  course_test::Thread b([&] { b_got = map.get(2, make_tenfold); });
  a.join();
  b.join();
  course_test::observe("values", a_got, b_got);
}

COURSE_SCENARIO("a make throws, then the same thread asks again") {
  IntMap map;
  course_test::name(map, "map");
  const int failed = get_or_exception(map, 1, make_fails);
  const int value = get_or_exception(map, 1, make_tenfold);
  const int kept = get_or_exception(map, 1, make_fails);
  course_test::observe("values", failed, value, kept);
}

COURSE_SCENARIO("a make throws while another caller waits") {
  IntMap map;
  course_test::name(map, "map");
  int a_got = 0, b_got = 0;
  course_test::Thread a([&] { a_got = get_or_exception(map, 1, make_fails); });
  course_test::Thread b(
      [&] { b_got = get_or_exception(map, 1, make_tenfold); });
  a.join();
  b.join();
  course_test::observe("values", a_got, b_got);
}

COURSE_SCENARIO("a make throws while two callers wait") {
  IntMap map;
  course_test::name(map, "map");
  int a_got = 0, b_got = 0, c_got = 0;
  course_test::Thread a([&] { a_got = get_or_exception(map, 1, make_fails); });
  course_test::Thread b(
      [&] { b_got = get_or_exception(map, 1, make_tenfold); });
  course_test::Thread c(
      [&] { c_got = get_or_exception(map, 1, make_tenfold); });
  a.join();
  b.join();
  c.join();
  course_test::observe("values", a_got, b_got, c_got);
}

// Who waits for key 1 does so inside the make of key 2, and the third thread
// waits for that. Waking the third one instead is of no use to anybody.
COURSE_SCENARIO("a make throws while callers wait for two keys") {
  IntMap map;
  course_test::name(map, "map");
  const auto make_with_1 = [&](const int& key) {
    return map.get(1, make_tenfold) + key;
  };
  int a_got = 0, b_got = 0, c_got = 0;
  course_test::Thread a([&] { a_got = get_or_exception(map, 1, make_fails); });
  course_test::Thread b([&] { b_got = map.get(2, make_with_1); });
  course_test::Thread c([&] { c_got = map.get(2, make_with_1); });
  a.join();
  b.join();
  c.join();
  course_test::observe("values", a_got, b_got, c_got);
}

COURSE_SCENARIO("size, asked by one thread") {
  IntMap map, other;
  course_test::name(map, "map");
  course_test::name(other, "other");
  const auto at_first = map.size();
  map.get(1, make_tenfold);
  map.get(1, make_tenfold);
  const auto after_one = map.size();
  get_or_exception(map, 2, make_fails);
  const auto after_failure = map.size();
  map.get(2, make_tenfold);
  course_test::observe("sizes", at_first, after_one, after_failure, map.size());
  course_test::observe("size of another map", other.size());
}

COURSE_SCENARIO("size after two keys were made at the same time") {
  IntMap map;
  course_test::name(map, "map");
  course_test::Thread a([&] { map.get(1, make_tenfold); });
  course_test::Thread b([&] { map.get(2, make_tenfold); });
  a.join();
  b.join();
  course_test::observe("size", map.size());
}

COURSE_SCENARIO("size while a value is made") {
  IntMap map;
  course_test::name(map, "map");
  const auto make_with_2 = [&](const int& key) {
    const int value = map.get(2, make_tenfold) + key;
    course_test::event("make ends", key);
    return value;
  };
  std::size_t after = 0;
  course_test::Thread a([&] {
    map.get(1, make_with_2);
    course_test::event("get returns");
  });
  course_test::Thread b([&] {
    course_test::event("size is asked");
    const std::size_t n = map.size();
    course_test::event("size", n);
    map.get(1, make_with_2);
    after = map.size();
  });
  a.join();
  b.join();
  course_test::observe("size after get", after);
}

}  // namespace
