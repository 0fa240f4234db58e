// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "once_map.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <chrono>
#include <cstddef>
#include <latch>
#include <optional>
#include <stdexcept>
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

// What a make throws that fails: of a type with no base.
struct MakeFailed {};

// The same with a base. Whoever catches that and throws it loses the key.
struct NoValue : std::runtime_error {
  explicit NoValue(int k) : std::runtime_error("no value"), key(k) {}
  int key;
};

// What a caller got instead of a value.
constexpr int exception = -1;
constexpr int another_exception = -2;  // than the one that its make threw

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
  } catch (const NoValue& e) {
    return e.key == key ? exception : another_exception;
  } catch (...) {
    return another_exception;
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

COURSE_SCENARIO("one thread asks a map where another one was") {
  std::optional<IntMap> map;
  course_test::name(map, "map");
  map.emplace();
  const int from_first = map->get(1, [](const int&) { return 10; });
  map.emplace();
  const int from_second = map->get(1, [](const int&) { return 20; });
  course_test::observe("values", from_first, from_second);
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

// Each of the first two waits while another thread makes the next key.
COURSE_SCENARIO("three makes, each waiting for the next") {
  IntMap map;
  course_test::name(map, "map");
  int b_got = 0, c_got = 0;
  const auto make_while_3_is_made = [&](const int& key) {
    course_test::Thread c([&] { c_got = map.get(3, make_tenfold); });
    return 10 * key;
  };
  const auto make_while_2_is_made = [&](const int& key) {
    course_test::Thread b([&] { b_got = map.get(2, make_while_3_is_made); });
    return 10 * key;
  };
  const int a_got = map.get(1, make_while_2_is_made);
  course_test::observe("values", a_got, b_got, c_got);
}

// The two that wait for each other, and a third thread, which waits for the
// first value.
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

COURSE_SCENARIO("three makes, each inside another") {
  IntMap map;
  course_test::name(map, "map");
  const auto make_with_3 = [&](const int& key) {
    return map.get(3, make_tenfold) + key;
  };
  const auto make_with_2 = [&](const int& key) {
    return map.get(2, make_with_3) + key;
  };
  const int value = map.get(1, make_with_2);
  course_test::observe("value", value);
}

// Of seventeen keys two share a lock if there are sixteen locks, or fewer. The
// innermost make waits while another thread makes one more.
COURSE_SCENARIO("sixteen makes, each inside another, wait for one more") {
  IntMap map;
  course_test::name(map, "map");
  int other_got = 0;
  const auto make_other = [&](const int& key) {
    course_test::Thread other(
        [&] { other_got = map.get(17, [](const int& k) { return k; }); });
    return key;
  };
  const IntMap::Make make_with_next = [&](const int& key) {
    if (key == 16) return make_other(key);
    return map.get(key + 1, make_with_next) + key;
  };
  const int got = map.get(1, make_with_next);
  course_test::observe("values", got, other_got);
}

COURSE_SCENARIO("a make throws, then the same thread asks again") {
  IntMap map;
  course_test::name(map, "map");
  const int failed = get_or_exception(map, 1, make_fails);
  const int value = get_or_exception(map, 1, make_tenfold);
  const int kept = get_or_exception(map, 1, make_fails);
  course_test::observe("values", failed, value, kept);
}

COURSE_SCENARIO("a make throws an exception with a base") {
  IntMap map;
  course_test::name(map, "map");
  const int failed = get_or_exception(
      map, 7, [](const int& key) -> int { throw NoValue(key); });
  const int value = get_or_exception(map, 7, make_tenfold);
  course_test::observe("values", failed, value);
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
