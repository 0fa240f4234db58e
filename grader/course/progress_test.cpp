#include "course/progress.hpp"

#include <doctest/doctest.h>

#include <fstream>
#include <thread>
#include <vector>

#include "course/test_folder.hpp"
#include "protocol/error.hpp"

namespace course::content {

using protocol::CourseError;
using protocol::Verdict;

TEST_CASE("there is no progress at first") {
  const TestFolder root;
  const Progress progress = load_progress(root.path());
  CHECK(progress.passed.empty());
  CHECK(progress.last.empty());
  CHECK(progress.hints.empty());
}

TEST_CASE("progress is kept") {
  const TestFolder root;
  update_progress(root.path(), [](Progress& p) {
    p.passed.insert("02-locks/printer");
    p.last["02-locks/account"] = Verdict::lost_wakeup;
    p.hints["02-locks/account"] = {2, Verdict::data_race};
    p.hints["02-locks/once_map"] = {1, {}};
  });
  const Progress p = load_progress(root.path());
  CHECK(p.passed == std::set<std::string>{"02-locks/printer"});
  CHECK(p.last.at("02-locks/account") == Verdict::lost_wakeup);
  CHECK(p.hints.at("02-locks/account").shown == 2);
  CHECK(p.hints.at("02-locks/account").verdict == Verdict::data_race);
  CHECK_FALSE(p.hints.at("02-locks/once_map").verdict);
}

TEST_CASE("a forgotten exercise leaves the others alone") {
  Progress p;
  p.passed = {"a/x", "a/y"};
  p.last["a/x"] = Verdict::pass;
  p.hints["a/x"] = {3, {}};
  p.forget("a/x");
  CHECK(p.passed == std::set<std::string>{"a/y"});
  CHECK(p.last.empty());
  CHECK(p.hints.empty());
}

TEST_CASE("updates at the same time lose nothing") {
  const TestFolder root;
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t)
    threads.emplace_back([&root, t] {
      for (int i = 0; i < 10; ++i)
        update_progress(root.path(), [&](Progress& p) {
          p.passed.insert(std::to_string(t) + "/" + std::to_string(i));
        });
    });
  threads.clear();
  CHECK(load_progress(root.path()).passed.size() == 40);
}

TEST_CASE("a file that makes no sense is an error of the course") {
  const TestFolder root;
  root.write(".course/progress.json", "{\"passed\": 7}");
  CHECK_THROWS_AS(load_progress(root.path()), CourseError);
  root.write(".course/progress.json", "not json");
  CHECK_THROWS_AS(load_progress(root.path()), CourseError);
}

TEST_CASE("a verdict of another version is not known") {
  const TestFolder root;
  root.write(".course/progress.json",
             R"({"passed": [], "last": {"a/x": "bored"}, "hints": {}})");
  CHECK(load_progress(root.path()).last.empty());
}

}  // namespace course::content
