#include "course/reset.hpp"

#include <doctest/doctest.h>

#include "course/test_folder.hpp"
#include "protocol/error.hpp"

namespace course::content {
namespace {

const std::string mine = "exercises/02-locks/account/account.hpp";
const std::string shipped = "grader/tests/02-locks/account/starter/account.hpp";

Exercise account(const TestFolder& root) {
  Exercise exercise;
  exercise.root = root.path();
  exercise.lesson = "02-locks";
  exercise.name = "account";
  exercise.file = "account.hpp";
  return exercise;
}

}  // namespace

TEST_CASE("reset restores the starter and keeps what it replaces") {
  const TestFolder root;
  root.write(mine, "my work");
  root.write("exercises/02-locks/account/notes.txt", "my notes");
  root.write(shipped, "TODO");
  const Reset done = reset(account(root), 0);
  CHECK(root.read(mine) == "TODO");
  CHECK(root.read("exercises/02-locks/account/notes.txt") == "my notes");
  CHECK(done.restored == std::vector<std::string>{"account.hpp"});
  const auto kept = std::filesystem::relative(done.kept, root.path());
  CHECK(kept.string().starts_with(".course/replaced/"));
  CHECK(kept.string().ends_with("/02-locks/account"));
  CHECK(root.read((kept / "account.hpp").string()) == "my work");
}

TEST_CASE("two resets in the same second keep both files") {
  const TestFolder root;
  root.write(shipped, "TODO");
  root.write(mine, "first");
  const Reset one = reset(account(root), 0);
  root.write(mine, "second");
  const Reset two = reset(account(root), 0);
  CHECK(one.kept != two.kept);
  const auto text = [&](const Reset& r) {
    const auto file = std::filesystem::relative(r.kept, root.path());
    return root.read((file / "account.hpp").string());
  };
  CHECK(text(one) == "first");
  CHECK(text(two) == "second");
}

TEST_CASE("an untouched exercise is left alone") {
  const TestFolder root;
  root.write(mine, "TODO");
  root.write(shipped, "TODO");
  const Reset done = reset(account(root), 0);
  CHECK(done.restored.empty());
  CHECK(done.kept.empty());
  CHECK_FALSE(std::filesystem::exists(root.path() / ".course"));
}

TEST_CASE("a missing file comes back, and there is nothing to keep") {
  const TestFolder root;
  root.write("exercises/02-locks/account/exercise.toml", "");
  root.write(shipped, "TODO");
  const Reset done = reset(account(root), 0);
  CHECK(root.read(mine) == "TODO");
  CHECK(done.restored.size() == 1);
  CHECK(done.kept.empty());
}

TEST_CASE("a starter that is not there is an error of the course") {
  const TestFolder root;
  root.write(mine, "my work");
  CHECK_THROWS_AS(reset(account(root), 0), protocol::CourseError);
  CHECK(root.read(mine) == "my work");
}

}  // namespace course::content
