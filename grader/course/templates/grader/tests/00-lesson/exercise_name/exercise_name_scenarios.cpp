// TODO(author): scenarios that show each promise of the statement. They observe
// and judge nothing.
// clang-format off
#include "course_test.hpp"
#include "exercise_name.hpp"
#include "course_test_end.hpp"
// clang-format on

COURSE_SIGNATURE("add must be void(int)", void (course::ExerciseName::*)(int),
                 &course::ExerciseName::add);
COURSE_SIGNATURE("value must be int() const",
                 int (course::ExerciseName::*)() const,
                 &course::ExerciseName::value);

namespace {

COURSE_SCENARIO("one thread adds") {
  course::ExerciseName number;
  course_test::name(number, "number");
  number.add(2);
  number.add(3);
  course_test::observe("value", number.value());
}

COURSE_SCENARIO("two threads add") {
  course::ExerciseName number;
  course_test::name(number, "number");
  course_test::Thread a([&] { number.add(2); });
  course_test::Thread b([&] { number.add(3); });
  a.join();
  b.join();
  course_test::observe("value", number.value());
}

}  // namespace
