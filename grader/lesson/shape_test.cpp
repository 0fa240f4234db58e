#include "lesson/shape.hpp"

#include <doctest/doctest.h>

namespace course::lesson {

TEST_CASE("two runs that differ in their numbers have the same shape") {
  CHECK(shape("  2 threads:  1.8 ms\n") == "# threads: # ms\n");
  CHECK(shape("  2 threads: 21.75 ms \n") == shape("  2 threads:  1.8 ms\n"));
  CHECK(shape("of 1,000 runs\n") == shape("of 7 runs\n"));
}

TEST_CASE("bars may be of any length") {
  CHECK(shape("2 workers  9 ms  ####\n") == shape("2 workers  7 ms  ##\n"));
  CHECK(shape("2 workers  9 ms  ####\n") != shape("2 workers  7 ms\n"));
}

TEST_CASE("other words are another shape") {
  CHECK(shape("1 thread\n") != shape("1 process\n"));
  CHECK(shape("1\n") != shape("1\n1\n"));
  CHECK(shape("1 2\n") != shape("1\n"));
}

TEST_CASE("a full stop behind a number is not part of it") {
  CHECK(shape("It is 12. Then\n") == "It is #. Then\n");
}

}  // namespace course::lesson
