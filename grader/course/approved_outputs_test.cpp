#include "course/approved_outputs.hpp"

#include <doctest/doctest.h>

#include "course/test_folder.hpp"

namespace course::content {

TEST_CASE("the difference of two texts is counted in lines") {
  const auto both = [](const char* before, const char* after) {
    const LineChanges changes = line_changes(before, after);
    return std::pair(changes.added, changes.removed);
  };
  CHECK(both("", "") == std::pair<std::size_t, std::size_t>(0, 0));
  CHECK(both("", "a\nb\n") == std::pair<std::size_t, std::size_t>(2, 0));
  CHECK(both("a\nb\nc\n", "a\nx\nc\n") ==
        std::pair<std::size_t, std::size_t>(1, 1));
  CHECK(both("a\nb\nc\nd\n", "b\nd\n") ==
        std::pair<std::size_t, std::size_t>(0, 2));
}

TEST_CASE("outputs are the same, changed, new or stale") {
  const TestFolder folder;
  folder.write("approved/same.txt", "a\n");
  folder.write("approved/changed.txt", "a\nb\n");
  folder.write("approved/stale.txt", "a\n");
  folder.write("written/same.txt", "a\n");
  folder.write("written/changed.txt", "a\nc\nd\n");
  folder.write("written/new.txt", "a\n");
  const auto approved = folder.path() / "approved";
  const auto written = folder.path() / "written";
  const auto outputs = compare_outputs(approved, written);
  REQUIRE(outputs.size() == 4);
  CHECK(outputs[0].file == "changed.txt");
  CHECK(outputs[0].state == OutputState::changed);
  CHECK(outputs[0].lines_added == 2);
  CHECK(outputs[0].lines_removed == 1);
  CHECK(outputs[1].state == OutputState::added);
  CHECK(outputs[2].state == OutputState::same);
  CHECK(outputs[3].state == OutputState::stale);

  for (const Output& output : outputs)
    approve_output(output, approved, written);
  CHECK(folder.read("approved/changed.txt") == "a\nc\nd\n");
  CHECK(folder.read("approved/new.txt") == "a\n");
  CHECK(folder.read("approved/stale.txt") == "a\n");  // removed by hand only
}

}  // namespace course::content
