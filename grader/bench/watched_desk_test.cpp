#include "bench/watched_desk.hpp"

#include <doctest/doctest.h>

#include "protocol/error.hpp"

using namespace course::bench;
using course::protocol::CourseError;
using course::protocol::Verdict;

TEST_CASE(
    "a desk sees in the watch when the verdict comes and the check ends") {
  const course::content::Course course(COURSE_TEMPLATES);
  WatchedDesk desk(course, {COURSE_PROGRAM});
  const course::content::Exercise& exercise = course.exercises().front();
  const auto wrong = exercise.tests() / "wrong/no_lock.hpp";
  const WatchedSave save = desk.save(exercise, wrong, Verdict::data_race);
  CHECK(save.first_line > 0);
  CHECK(save.first_line <= save.whole);
  CHECK(save.compile > 0);
  CHECK_THROWS_AS(desk.save(exercise, exercise.solution(), Verdict::data_race),
                  CourseError);
}
