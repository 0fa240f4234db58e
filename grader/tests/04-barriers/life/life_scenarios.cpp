// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "life.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <chrono>
#include <string>
#include <thread>
#include <vector>

COURSE_SIGNATURE(
    "life must be Grid(Grid, int, int), Grid = std::vector<std::string>",
    std::vector<std::string> (*)(std::vector<std::string>, int, int),
    &course::life);

namespace {

using Grid = std::vector<std::string>;

// So far down the stack that nothing later uses the memory that it had there:
// a thread that still does is seen, whatever the compiler.
[[gnu::noinline]] Grid call_life(const Grid& grid) {
  volatile char room[4096];
  room[0] = 0;
  return course::life(grid, static_cast<int>(course_test::input("generations")),
                      static_cast<int>(course_test::input("threads")));
}

// One call. What still runs when it has returned shows what it does.
void observe_life(const Grid& grid) {
  const Grid after = call_life(grid);
  course_test::observe("threads", course_test::threads_made());
  std::this_thread::sleep_for(std::chrono::hours(24));
  course_test::observe("grid", after);
}

COURSE_SCENARIO("blinker") {
  observe_life({".....",  //
                ".....",  //
                ".###.",  //
                ".....",  //
                "....."});
}

COURSE_SCENARIO("glider on four rows of five") {
  observe_life({".#...",  //
                "..#..",  //
                "###..",  //
                "....."});
}

// The rest is small, so that many schedules take little time: what they differ
// in is how the threads meet.
COURSE_SCENARIO("five rows of two") {
  observe_life({"##",  //
                "#.",  //
                "##",  //
                "..",  //
                ".."});
}

COURSE_SCENARIO("column of five cells") {
  observe_life({"#", ".", ".", ".", "."});
}

COURSE_SCENARIO("column of three cells") { observe_life({"#", ".", "."}); }

COURSE_SCENARIO("two calls, one after the other") {
  const Grid first = course::life({"#", ".", "."}, 1, 2);
  const Grid second = course::life({"#", "#"}, 1, 1);
  course_test::observe("threads", course_test::threads_made());
  course_test::observe("grids", first, second);
}

COURSE_SCENARIO("two calls at the same time") {
  Grid first, second;
  course_test::Thread a([&] { first = course::life({"#", ".", "."}, 1, 2); });
  course_test::Thread b([&] { second = course::life({"#", "#"}, 1, 1); });
  a.join();
  b.join();
  course_test::observe("grids", first, second);
}

}  // namespace
