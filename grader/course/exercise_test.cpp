#include "course/exercise.hpp"

#include <doctest/doctest.h>

#include "protocol/error.hpp"
#include "protocol/mapping.hpp"

namespace course::content {
namespace {

using protocol::CourseError;
using protocol::Verdict;

const std::string account_toml = R"(title = "A bank account"
kind = "core"
summary = "Money that moves and never gets lost"
file = "account.hpp"
waiting = "spins"
read = "lessons/02-locks#two-locks"
hints = ["a question?", "the idea", "almost the code"]

[verdict_hints]
deadlock = "Who holds what?"

[[step]]
title = "one account"
tests = ["a deposit counts", "no overdraft"]

[[step]]
title = "two accounts"
tests = ["no transfer is lost"]
)";

std::string with(std::string from, const std::string& to) {
  std::string text = account_toml;
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// The three lines of the error that parsing `text` gives.
std::string error_of(const std::string& text) {
  try {
    parse_exercise(text, "e.toml");
  } catch (const CourseError& e) {
    return std::string("needed ") + e.what() + " | found " + e.found +
           " | do " + e.do_this;
  }
  return "no error";
}

}  // namespace

TEST_CASE("an exercise is read from its file") {
  const Exercise e = parse_exercise(account_toml, "e.toml");
  CHECK(e.title == "A bank account");
  CHECK(e.kind == "core");
  CHECK(e.summary == "Money that moves and never gets lost");
  CHECK(e.file == "account.hpp");
  CHECK(e.waiting == 0);
  CHECK(e.read == "lessons/02-locks#two-locks");
  CHECK(e.hints.size() == 3);
  CHECK(e.hints[1] == "the idea");
  CHECK(e.verdict_hints.at(Verdict::deadlock) == "Who holds what?");
  REQUIRE(e.steps.size() == 2);
  CHECK(e.steps[0].title == "one account");
  CHECK(e.steps[0].tests.size() == 2);
  CHECK(e.steps[1].tests[0] == "no transfer is lost");
}

TEST_CASE("verdict hints may be left out, and waiting may have its price") {
  const Exercise e = parse_exercise(
      with("[verdict_hints]\ndeadlock = \"Who holds what?\"\n", ""), "e.toml");
  CHECK(e.verdict_hints.empty());
  CHECK(parse_exercise(with("\"spins\"", "\"blocks\""), "e.toml").waiting ==
        protocol::waiting_blocks);
  CHECK(parse_exercise(with("\"spins\"", "\"sleeps\""), "e.toml").waiting ==
        (protocol::waiting_blocks | protocol::sleeping_is_waiting));
}

TEST_CASE("a verdict may have a place of its own to read") {
  CHECK(parse_exercise(account_toml, "e.toml").verdict_read.empty());
  const std::string table =
      "[verdict_read]\ndeadlock = \"lessons/02-locks#the-guard\"\n\n";
  const Exercise e =
      parse_exercise(with("[verdict_hints]", table + "[verdict_hints]"), "e");
  CHECK(e.verdict_read.at(Verdict::deadlock) == "lessons/02-locks#the-guard");
  CHECK(e.verdict_hints.contains(Verdict::deadlock));
}

TEST_CASE("an exercise may rule names out") {
  CHECK(parse_exercise(account_toml, "e.toml").forbidden.empty());
  const Exercise e = parse_exercise(
      with("read =", "forbidden = [\"std::barrier\", \"std::latch\"]\nread ="),
      "e.toml");
  CHECK(e.forbidden == std::vector<std::string>{"std::barrier", "std::latch"});
  CHECK(
      error_of(with("read =", "forbidden = \"std::latch\"\nread ="))
          .find("needed `forbidden` to be a list of texts | found e.toml:6") ==
      0);
  CHECK(error_of(with("read =", "forbiden = []\nread ="))
            .find("did you mean \"forbidden\"?") != std::string::npos);
}

TEST_CASE("one slug leads to the four trees") {
  Exercise e = parse_exercise(account_toml, "e.toml");
  e.root = "/c";
  e.lesson = "02-locks";
  e.name = "account";
  CHECK(e.slug() == "02-locks/account");
  CHECK(e.submission() == "/c/exercises/02-locks/account/account.hpp");
  CHECK(e.solution() == "/c/solutions/02-locks/account/account.hpp");
  CHECK(e.starter() == "/c/grader/tests/02-locks/account/starter/account.hpp");
  CHECK(e.scenarios() ==
        "/c/grader/tests/02-locks/account/account_scenarios.cpp");
}

TEST_CASE("an unknown key is refused with its line and a suggestion") {
  CHECK(error_of(with("[verdict_hints]", "waitng = 1\n[verdict_hints]")) ==
        "needed only keys that the course knows | found e.toml:9: \"waitng\" "
        "| do did you mean \"waiting\"?");
  CHECK(error_of(with("tests = [\"no t", "colour = 1\ntests = [\"no t")) ==
        "needed only keys that the course knows | found e.toml:18: "
        "\"colour\" | do remove it, or see grader/README.md");
}

TEST_CASE("a missing key is named") {
  CHECK(error_of(with("kind = \"core\"\n", "")).find("needed `kind`") == 0);
  CHECK(error_of(with("title = \"two accounts\"\n", ""))
            .find("e.toml:16: no such key") != std::string::npos);
}

TEST_CASE("a value of the wrong kind is named with its line") {
  const std::string rest =
      " something else | do correct that line; the other exercises show the "
      "format";
  CHECK(error_of(with("\"core\"", "\"hard\"")) ==
        "needed `kind` to be \"warm-up\" or \"core\" or \"stretch\" | found "
        "e.toml:2:" +
            rest);
  CHECK(error_of(with("\"A bank account\"", "7")) ==
        "needed `title` to be a text that is not empty | found e.toml:1:" +
            rest);
  CHECK(error_of(with("\"account.hpp\"", "\"../account.hpp\"")) ==
        "needed `file` to be a file name without folders | found e.toml:4:" +
            rest);
}

TEST_CASE("there are three hints, and none is empty") {
  CHECK(error_of(with(", \"almost the code\"", ""))
            .find("needed `hints` to be three texts | found e.toml:7:") == 0);
  CHECK(error_of(with("the idea", " "))
            .find("needed `hints` to be a text that is not empty") == 0);
}

TEST_CASE("a hint is tied to a verdict that exists") {
  CHECK(error_of(with("deadlock =", "daedlock =")) ==
        "needed the name of a verdict | found e.toml:10: \"daedlock\" | do "
        "did you mean \"deadlock\"?");
}

TEST_CASE("a step has tests, and an exercise has steps") {
  CHECK(error_of(with("[\"no transfer is lost\"]", "[]"))
            .find("needed `tests` to be a list of at least one test") == 0);
  CHECK(error_of(account_toml.substr(0, account_toml.find("[[step]]")))
            .find("needed `step` (at least one [[step]])") == 0);
}

TEST_CASE("what is not TOML is refused with its line") {
  CHECK(error_of(with("kind = \"core\"", "kind = core"))
            .find("needed a file in TOML format | found e.toml:2: ") == 0);
}

}  // namespace course::content
