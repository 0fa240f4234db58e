#include "cli/saved_files.hpp"

#include <doctest/doctest.h>
#include <poll.h>

#include <filesystem>

#include "course/test_folder.hpp"

using course::cli::SavedFiles;
using course::content::TestFolder;

namespace {

bool told(const SavedFiles& saved) {
  pollfd in{saved.notifications(), POLLIN, 0};
  return poll(&in, 1, 0) == 1;
}

}  // namespace

TEST_CASE("a file that is saved is named once, and a look is asked for") {
  TestFolder folder;
  folder.write("a/one.hpp", "1");
  folder.write("b/two.hpp", "2");
  SavedFiles saved({folder.path() / "a/one.hpp", folder.path() / "b/two.hpp"});
  CHECK_FALSE(told(saved));
  CHECK_FALSE(saved.next());

  SUBCASE("written in place") { folder.write("b/two.hpp", "longer"); }
  SUBCASE("replaced by another file") {
    folder.write("b/two.hpp~", "longer");
    std::filesystem::rename(folder.path() / "b/two.hpp~",
                            folder.path() / "b/two.hpp");
  }
  SUBCASE("removed") { std::filesystem::remove(folder.path() / "b/two.hpp"); }
  CHECK(told(saved));
  CHECK(saved.next() == std::size_t{1});
  CHECK_FALSE(saved.next());
  CHECK_FALSE(told(saved));
}

TEST_CASE("a file that is not there yet is noticed when it is made") {
  TestFolder folder;
  folder.write("a/other.hpp", "");
  SavedFiles saved(
      {folder.path() / "a/one.hpp", folder.path() / "none/two.hpp"});
  folder.write("a/one.hpp", "1");
  CHECK(told(saved));
  CHECK(saved.next() == std::size_t{0});
  folder.write("none/two.hpp", "2");  // nobody tells; a look finds it
  CHECK(saved.next() == std::size_t{1});
}
