// The program from outside: what it prints, where, and its exit status, in a
// course of its own with one exercise. Only doctor compiles anything.
#include <doctest/doctest.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>

#include "course/test_folder.hpp"

namespace {

using course::content::TestFolder;

struct Ran {
  int status = -1;
  std::string output;  // stdout and stderr
};

class OneExercise {
 public:
  OneExercise() {
    folder_.write("exercises/02-locks/account/exercise.toml",
                  "title = \"A bank account\"\nkind = \"core\"\n"
                  "summary = \"Money that moves\"\nfile = \"account.hpp\"\n"
                  "waiting = \"spins\"\nread = \"lessons/02-locks\"\n"
                  "hints = [\"first hint\", \"second hint\", \"third hint\"]\n"
                  "[verdict_hints]\ndeadlock = \"who holds what\"\n"
                  "[[step]]\ntitle = \"one\"\ntests = [\"x\"]\n");
    folder_.write("exercises/02-locks/account/account.hpp", "my work\n");
    folder_.write("grader/tests/02-locks/account/starter/account.hpp",
                  "TODO\n");
    folder_.write("solutions/02-locks/account/account.hpp", "solved\n");
  }

  Ran run(const std::string& arguments) const {
    Ran ran;
    const std::string command = "cd " + folder_.path().string() +
                                " && COURSE_ROOT=" + folder_.path().string() +
                                " " COURSE_PROGRAM " " + arguments + " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    char buffer[4096];
    while (const std::size_t n = fread(buffer, 1, sizeof buffer, pipe))
      ran.output.append(buffer, n);
    const int status = pclose(pipe);
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return ran;
  }
  const TestFolder& folder() const { return folder_; }

 private:
  TestFolder folder_;
};

bool has(const Ran& ran, const std::string& text) {
  return ran.output.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a misspelt subcommand is answered with the one that was meant") {
  const OneExercise course;
  const Ran ran = course.run("chekc account");
  CHECK(ran.status == 2);
  CHECK(ran.output ==
        "needed: a subcommand of ./course\nfound:  \"chekc\"\n"
        "do:     did you mean ./course check?  ./course --help shows them "
        "all\n");
  const Ran dev = course.run("dev chekc");
  CHECK(dev.status == 2);
  CHECK(has(dev, "did you mean ./course dev check?"));
}

TEST_CASE("a misspelt exercise is answered with the one that was meant") {
  const OneExercise course;
  for (const char* command :
       {"check acount", "hint acount", "reset acount", "dev check acount",
        "solution acount", "replay acount 1-0"}) {
    const Ran ran = course.run(command);
    CAPTURE(command);
    CHECK(ran.status == 2);
    CHECK(ran.output ==
          "needed: the name of an exercise\nfound:  \"acount\"\ndo:     did "
          "you mean \"account\"?  ./course list shows them all\n");
  }
}

TEST_CASE("a command line that makes no sense says where help is") {
  const OneExercise course;
  const Ran unknown = course.run("check --jason");
  CHECK(unknown.status == 2);
  CHECK(has(unknown, "do:     ./course check --help shows"));
  CHECK(course.run("reset").status == 2);
  CHECK(course.run("dev").status == 2);
  CHECK(course.run("check account --file a --from b").status == 2);
}

TEST_CASE("help is no error") {
  const OneExercise course;
  const Ran ran = course.run("--help");
  CHECK(ran.status == 0);
  CHECK(has(ran, "explain"));
  CHECK_FALSE(has(course.run("check --help"), "--seed"));
}

TEST_CASE("list shows what there is and what is next") {
  const OneExercise course;
  const Ran ran = course.run("list");
  CHECK(ran.status == 0);
  CHECK(ran.output ==
        "02-locks\n  next  account  core     Money that moves\n\n"
        "0 of 1 solved; next: exercises/02-locks/account/README.md, then "
        "./course check account\n");
  course.folder().write(
      ".course/progress.json",
      R"({"passed": ["02-locks/account"], "last": {}, "hints": {}})");
  CHECK(has(course.run("list"), "1 of 1 solved\n"));
  CHECK(has(course.run("list"), "  done  account"));
}

TEST_CASE("without an unsolved exercise there is nothing to do") {
  const OneExercise course;
  course.folder().write(
      ".course/progress.json",
      R"({"passed": ["02-locks/account"], "last": {}, "hints": {}})");
  for (const char* command : {"", "check", "hint"}) {
    const Ran ran = course.run(command);
    CHECK(ran.status == 0);
    CHECK(has(ran, "solved"));
  }
}

TEST_CASE("each hint is one more than before, and the last one stays") {
  const OneExercise course;
  CHECK(has(course.run("hint account"), "hint 1 of 3\n\n  first hint\n"));
  CHECK(has(course.run("hint account"), "hint 2 of 3\n\n  second hint\n"));
  CHECK(has(course.run("hint"), "hint 3 of 3\n\n  third hint\n"));
  CHECK(has(course.run("hint account"), "third hint"));
}

TEST_CASE("the hint tied to the last verdict comes first, once") {
  const OneExercise course;
  course.folder().write(
      ".course/progress.json",
      R"({"passed": [], "last": {"02-locks/account": "deadlock"}, "hints": {}})");
  CHECK(has(course.run("hint account"), "hint for deadlock"));
  CHECK(has(course.run("hint account"), "first hint"));
}

TEST_CASE("what does not compile uses up no hint") {
  const OneExercise course;
  course.folder().write(
      ".course/progress.json",
      R"({"passed": [], "last": {"02-locks/account": "does-not-compile"}, "hints": {}})");
  for (int i = 0; i < 2; ++i)
    CHECK(has(course.run("hint account"),
              "how to read it:  ./course explain does-not-compile"));
  course.folder().write(
      ".course/progress.json",
      R"({"passed": [], "last": {"02-locks/account": "data-race"}, "hints": {}})");
  CHECK(has(course.run("hint account"), "hint 1 of 3"));
}

TEST_CASE("a schedule is not replayed in an exercise that is not begun") {
  const OneExercise course;
  course.folder().write("exercises/02-locks/account/account.hpp", "TODO\n");
  const Ran ran = course.run("replay account 2.b1-1f0c");
  CHECK(ran.status == 2);
  CHECK(has(ran, "needed: a program that the schedule belongs to"));
  CHECK(has(ran,
            "found:  exercises/02-locks/account/account.hpp, the "
            "untouched starter"));
}

TEST_CASE("reset restores the starter and says where the work is") {
  const OneExercise course;
  const Ran ran = course.run("reset account");
  CHECK(ran.status == 0);
  CHECK(
      has(ran, "exercises/02-locks/account/account.hpp is as it was shipped"));
  CHECK(has(ran, "kept in .course/replaced/"));
  CHECK(course.folder().read("exercises/02-locks/account/account.hpp") ==
        "TODO\n");
  CHECK(has(course.run("reset account"), "account is as it was shipped.\n"));
}

TEST_CASE("explain knows the verdicts") {
  const OneExercise course;
  const Ran all = course.run("explain");
  CHECK(all.status == 0);
  CHECK(has(all, "lost-wakeup"));
  const Ran one = course.run("explain deadlock");
  CHECK(one.status == 0);
  CHECK(has(one, "deadlock"));
  const Ran misspelt = course.run("explain dedlock");
  CHECK(misspelt.status == 2);
  CHECK(has(misspelt, "did you mean \"deadlock\"?"));
}

TEST_CASE("a file that is not there is an error of the command line") {
  const OneExercise course;
  CHECK(course.run("check account --file nowhere.hpp").status == 2);
  CHECK(course.run("check --from nowhere").status == 2);
  const Ran ran = course.run("check --file nowhere.hpp");
  CHECK(has(ran, "found:  0 exercises"));
  std::filesystem::remove(course.folder().path() /
                          "exercises/02-locks/account/account.hpp");
  CHECK(has(course.run("check account"), "do:     ./course reset account"));
}

TEST_CASE("a replay string that is none is refused") {
  const OneExercise course;
  const Ran ran = course.run("replay account what?");
  CHECK(ran.status == 2);
  CHECK(has(ran, "needed: a replay string"));
}

TEST_CASE("an exercise that is broken is an error of the course") {
  const OneExercise course;
  course.folder().write("exercises/02-locks/printer/exercise.toml",
                        "title = 1\n");
  const Ran ran = course.run("list");
  CHECK(ran.status == 2);
  CHECK(has(ran, "exercises/02-locks/printer/exercise.toml:1"));
  CHECK(course.run("explain deadlock").status == 0);
}

TEST_CASE("dev check says what an exercise lacks") {
  const OneExercise course;
  const Ran ran = course.run("dev check account --only files");
  CHECK(ran.status == 1);
  CHECK(has(ran, "of at least 5 files in wrong/ there are 0"));
  const Ran nothing = course.run("dev check account --only wrong/none");
  CHECK(nothing.status == 2);
}

TEST_CASE("a solution is shown after a pass, or when it is insisted on") {
  const OneExercise course;
  const Ran early = course.run("solution account");
  CHECK(early.status == 2);
  CHECK_FALSE(has(early, "solved"));
  CHECK(has(early, "./course solution account --anyway"));
  CHECK(has(course.run("solution account --anyway"), "solved\n"));
  course.folder().write(
      ".course/progress.json",
      R"({"passed": ["02-locks/account"], "last": {}, "hints": {}})");
  const Ran ran = course.run("solution account");
  CHECK(ran.status == 0);
  CHECK(has(ran, "solved\n"));
}

TEST_CASE("a lesson, a section of it and a task can be read") {
  const OneExercise course;
  course.folder().write("lessons/02-locks/README.md",
                        "# Locks\n\nA text.\n\n## deadlock\n\nA circle.\n");
  course.folder().write("exercises/02-locks/account/README.md",
                        "# Account\n\nWrite it.\n");
  CHECK(has(course.run("read"), "02-locks        0 of 1 exercises solved"));
  const Ran lesson = course.run("read 02-locks");
  CHECK(lesson.status == 0);
  CHECK(has(lesson, "A text."));
  const Ran section = course.run("read lessons/02-locks#deadlock");
  CHECK(has(section, "A circle."));
  CHECK_FALSE(has(section, "A text."));
  CHECK(has(course.run("read account"), "Write it."));
  const Ran misspelt = course.run("read 02-lokcs");
  CHECK(misspelt.status == 2);
  CHECK(has(misspelt, "did you mean \"02-locks\"?"));
  const Ran nowhere = course.run("read 02-locks#dedlock");
  CHECK(nowhere.status == 2);
  CHECK(has(nowhere, "take one of: #deadlock"));
}

TEST_CASE("doctor gives every check a state, and status 2 if one fails") {
  const OneExercise course;
  const auto examine = [&] {
    const Ran ran = course.run("doctor --json");
    CHECK(ran.status == 2);
    const auto answer = nlohmann::json::parse(ran.output);
    CHECK(answer["usable"] == false);
    std::map<std::string, nlohmann::json> checks;
    for (const auto& check : answer["checks"]) {
      CHECK(std::set<std::string>{"good", "warning", "failure"}.contains(
          check["state"]));
      CHECK((check["state"] == "good") == !check.contains("do"));
      checks[check["name"]] = check;
    }
    for (const char* name :
         {"processor", "kernel", "fsgsbase", "addresses", "containment",
          "seccomp", "memory", "disk", "load", "packages", "build-tools",
          "compiler", "linker", "course", "trial"})
      CHECK(checks.contains(name));
    CHECK(checks["compiler"]["state"] == "good");
    return checks;
  };
  const auto incomplete = examine();
  CHECK(incomplete.at("course")["state"] == "failure");
  CHECK(incomplete.at("trial")["found"] ==
        "nothing is tried: something above fails");

  course.folder().write("grader/tests/02-locks/account/account_scenarios.cpp",
                        "#include \"account.hpp\"\n");
  const auto wrong = examine();
  CHECK(wrong.at("course")["state"] == "good");
  CHECK(wrong.at("trial")["details"]["verdict"] == "does-not-compile");
}

TEST_CASE("dev new makes an exercise, and refuses to make it again") {
  const OneExercise course;
  const Ran ran = course.run("dev new 02-locks/gate --title 'A gate'");
  CHECK(ran.status == 0);
  CHECK(has(ran, "next:  ./course dev check gate "));
  CHECK(has(course.run("list"), "gate     core"));
  const std::string mine = "exercises/02-locks/gate/gate.hpp";
  course.folder().write(mine, "my work\n");
  const Ran again = course.run("dev new 02-locks/gate");
  CHECK(again.status == 2);
  CHECK(has(again, "found:  there is exercises/02-locks/gate\n"));
  CHECK(course.folder().read(mine) == "my work\n");
  const Ran missing = course.run("dev check gate --only files");
  CHECK(missing.status == 1);
  CHECK(has(missing, "of at least 5 files in wrong/ there are 1"));
  CHECK(has(missing, "gate/README.md:3 still says TODO(author)"));
}

TEST_CASE("dev new refuses what is misspelt, and writes nothing") {
  const OneExercise course;
  for (const char* arguments :
       {"locks/gate", "02-lock/gate", "02-locks/Gate", "02-locks/account",
        "03-conditions/account", "02-locks/gate --kind hard", ""}) {
    CAPTURE(arguments);
    const Ran ran = course.run(std::string("dev new ") + arguments);
    CHECK(ran.status == 2);
    CHECK(ran.output.starts_with("needed: "));
  }
  for (const char* folder :
       {"exercises/02-locks/gate", "solutions/02-locks/gate",
        "exercises/02-lock", ".course"})
    CHECK_FALSE(std::filesystem::exists(course.folder().path() / folder));
}

TEST_CASE("dev approve brings back a golden report that was tampered with") {
  const OneExercise course;
  const std::string golden = "grader/report/golden/";
  std::filesystem::create_directories(course.folder().path() / "grader/report");
  std::filesystem::copy(COURSE_GOLDEN_DIRECTORY,
                        course.folder().path() / golden);
  const std::string approved = course.folder().read(golden + "livelock.txt");
  CHECK(has(course.run("dev approve"), "0 changed, 0 new, 0 stale, "));

  course.folder().write(golden + "livelock.txt", "tampered with\n" + approved);
  course.folder().write(golden + "nobody.txt", "written by no test\n");
  std::filesystem::remove(course.folder().path() / golden / "crash.txt");
  const Ran other = course.run("dev approve deadlock_self");
  CHECK(other.status == 0);
  CHECK(has(other, "0 changed, 0 new, 0 stale, 1 as approved before\n"));
  CHECK(course.folder().read(golden + "livelock.txt") != approved);
  const Ran misspelt = course.run("dev approve liverlock");
  CHECK(misspelt.status == 2);
  CHECK(has(misspelt, "did you mean \"livelock\"?"));

  const Ran ran = course.run("dev approve");
  CHECK(ran.status == 0);
  CHECK(has(ran, "livelock.txt | +0 -1\n"));
  CHECK(has(ran, "crash.txt    | +"));
  CHECK(has(ran, "nobody.txt   | stale: no test writes it; git rm it\n"));
  CHECK(has(ran, "1 changed, 1 new, 1 stale, "));
  CHECK(course.folder().read(golden + "livelock.txt") == approved);
  CHECK(
      std::filesystem::exists(course.folder().path() / golden / "nobody.txt"));
}
