#include "course/course.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "course/test_folder.hpp"
#include "course/variants.hpp"
#include "protocol/error.hpp"

namespace course::content {
namespace {

using protocol::CourseError;
using protocol::Verdict;

void add(const TestFolder& root, const std::string& slug,
         const std::string& kind) {
  const std::string name = slug.substr(slug.find('/') + 1);
  root.write("exercises/" + slug + "/exercise.toml",
             "title = \"T\"\nkind = \"" + kind +
                 "\"\nsummary = \"S\"\nfile = \"" + name +
                 ".hpp\"\nwaiting = \"spins\"\nread = \"lessons\"\n"
                 "hints = [\"1\", \"2\", \"3\"]\n"
                 "[[step]]\ntitle = \"t\"\ntests = [\"x\"]\n");
}

std::string error_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const CourseError& e) {
    return e.found + " | " + e.do_this;
  }
  return "no error";
}

}  // namespace

TEST_CASE("folders with an exercise.toml are the exercises, in order") {
  const TestFolder root;
  add(root, "02-locks/once_map", "stretch");
  add(root, "02-locks/printer", "warm-up");
  add(root, "02-locks/account", "core");
  add(root, "01-threads/squares", "warm-up");
  root.write("exercises/02-locks/notes/README.md", "no exercise");
  const Course course(root.path());
  std::string names;
  for (const Exercise& exercise : course.exercises())
    names += exercise.slug() + " ";
  CHECK(names ==
        "01-threads/squares 02-locks/printer 02-locks/account "
        "02-locks/once_map ");
}

TEST_CASE("an exercise is found by name, slug or path") {
  const TestFolder root;
  add(root, "02-locks/account", "core");
  add(root, "02-locks/printer", "core");
  const Course course(root.path());
  for (const char* name :
       {"account", "02-locks/account", "02-locks/account/",
        "exercises/02-locks/account/", "account/",
        "/home/me/course/exercises/02-locks/account/account.hpp"})
    CHECK(course.find(name).name == "account");
  CHECK(course.select("02-locks").size() == 2);
  CHECK(course.select("02").size() == 2);
  CHECK(course.select("exercises/02-locks/").size() == 2);
  CHECK(course.select("account").size() == 1);
}

TEST_CASE("a misspelt exercise is answered with the one that was meant") {
  const TestFolder root;
  add(root, "02-locks/account", "core");
  const Course course(root.path());
  CHECK(error_of([&] { course.find("acount"); }) ==
        "\"acount\" | did you mean \"account\"?  ./course list shows them all");
  CHECK(error_of([&] { course.select("02-locks/acount"); }).find("did you") !=
        std::string::npos);
  CHECK(error_of([&] { course.find("philosophers"); }) ==
        "\"philosophers\" | ./course list shows them all");
}

TEST_CASE("a name is used once, and a course has exercises") {
  const TestFolder root;
  CHECK_THROWS_AS(Course(root.path()), CourseError);
  add(root, "02-locks/account", "core");
  add(root, "03-conditions/account", "core");
  CHECK(error_of([&] { Course course(root.path()); }) ==
        "02-locks/account and 03-conditions/account | rename one of them, in "
        "all four trees");
}

TEST_CASE("variants declare their verdict on the first line") {
  const TestFolder root;
  add(root, "02-locks/account", "core");
  const std::string tests = "grader/tests/02-locks/account/";
  root.write(tests + "right/b.hpp", "#pragma once\n");
  root.write(tests + "right/a.hpp",
             "// expect: pass\n// test: none is declared in right/\n");
  root.write(tests + "wrong/c.hpp",
             "// expect: data-race\n// test: two at once\n");
  const Exercise exercise = read_exercise(root.path(), "02-locks", "account");
  const auto all = variants(exercise);
  REQUIRE(all.size() == 5);
  CHECK(all[0].label == "starter");
  CHECK(all[0].expected == Verdict::not_started);
  CHECK(all[1].label == "solution");
  CHECK(all[2].label == "right/a");
  CHECK(all[2].test.empty());
  CHECK(all[3].label == "right/b");
  CHECK(all[3].expected == Verdict::pass);
  CHECK(all[4].label == "wrong/c");
  CHECK(all[4].expected == Verdict::data_race);
  CHECK(all[4].test == "two at once");
  CHECK(all[3].test == "");

  root.write(tests + "wrong/c.hpp", "// expect: datarace\n");
  CHECK(error_of([&] { variants(exercise); }) ==
        tests + "wrong/c.hpp:1: \"datarace\" | did you mean \"data-race\"?");
  root.write(tests + "wrong/c.hpp", "#pragma once\n");
  CHECK(error_of([&] { variants(exercise); }) ==
        tests +
            "wrong/c.hpp:1: no such line | begin it with // expect: "
            "VERDICT");
  root.write(tests + "wrong/c.hpp", "// expect: pass\n");
  CHECK(error_of([&] { variants(exercise); }).find("other folder") !=
        std::string::npos);
}

TEST_CASE("an exercise says what it lacks") {
  const TestFolder root;
  add(root, "02-locks/account", "core");
  const Exercise exercise = read_exercise(root.path(), "02-locks", "account");
  CHECK(missing_parts(exercise).size() == 8);
  for (const auto& file : {exercise.starter(), exercise.solution(),
                           exercise.submission(), exercise.scenarios()})
    root.write(std::filesystem::relative(file, root.path()).string(), "");
  root.write("exercises/02-locks/account/README.md", "");
  const std::string tests = "grader/tests/02-locks/account/";
  root.write(tests + "account_test.cpp", "");
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    root.write(tests + "right/" + name + ".hpp", "");
    CHECK_FALSE(missing_parts(exercise).empty());
    root.write(tests + "wrong/" + name + ".hpp",
               "// expect: crash\n// test: two at once\n");
  }
  CHECK(missing_parts(exercise).empty());
  root.write(tests + "wrong/a.hpp", "// expect: crash\n");
  CHECK(missing_parts(exercise).size() == 1);
  root.write(tests + "wrong/a.hpp", "// expect: does-not-compile\n");
  CHECK(missing_parts(exercise).empty());
}

}  // namespace course::content
