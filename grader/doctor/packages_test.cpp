#include "doctor/packages.hpp"

#include <doctest/doctest.h>

#include "protocol/error.hpp"

using namespace course::doctor;

TEST_CASE("a package is a line, a comment is none") {
  const auto packages = parse_packages(
      "# package  found by\n\n"
      "g++        g++         needed  compiles what you write\n"
      "mold       mold        useful  links it\n");
  REQUIRE(packages.size() == 2);
  CHECK(packages[0].name == "g++");
  CHECK(packages[0].probe == "g++");
  CHECK(packages[0].needed);
  CHECK(packages[0].use == "compiles what you write");
  CHECK_FALSE(packages[1].needed);
}

TEST_CASE("a line that makes no sense is refused with its number") {
  for (const char* line :
       {"cmake", "cmake cmake needed", "cmake cmake so what"})
    try {
      parse_packages(std::string("# a\n") + line);
      FAIL_CHECK(line);
    } catch (const course::protocol::CourseError& error) {
      CHECK(error.found == std::string("grader/packages.txt:2: ") + line);
    }
}

TEST_CASE("what is not installed is named with its use, never a failure") {
  Package cmake{"cmake", "cmake", true, "describes the build"};
  Package mold{"mold", "mold", false, "links"};
  CHECK(packages_check({cmake, mold}).found == "all 2 are installed");
  mold.installed = false;
  const Check one = packages_check({cmake, mold});
  CHECK(one.state == State::warning);
  CHECK(one.found == "not installed: mold (links)");
  CHECK(one.do_this == "as root: apt-get install mold");
  cmake.installed = false;
  const Check both = packages_check({cmake, mold});
  CHECK(both.state == State::warning);
  CHECK(both.do_this ==
        "as root: apt-get install cmake mold; the grader is not built again "
        "without");
}

TEST_CASE("the course's own list can be read") {
  const auto packages = find_packages();
  CHECK(packages.size() >= 8);
  CHECK(packages.front().name == "g++");
  CHECK(packages.front().installed);
}
