// The watch, as a student has it: in a terminal, with an editor beside it.
#include <doctest/doctest.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "course/test_folder.hpp"

namespace {

namespace fs = std::filesystem;
using course::content::TestFolder;

// A copy of the template's course, and `course` at work on it: bare, or a
// subcommand.
class Watched {
 public:
  explicit Watched(unsigned short rows = 50,
                   std::vector<const char*> arguments = {}) {
    arguments.insert(arguments.begin(), COURSE_PROGRAM);
    arguments.push_back(nullptr);
    fs::copy(COURSE_TEMPLATES, folder_.path(), fs::copy_options::recursive);
    winsize size{rows, 100, 0, 0};
    child_ = forkpty(&terminal_, nullptr, nullptr, &size);
    REQUIRE(child_ >= 0);
    if (child_ == 0) {
      setenv("COURSE_ROOT", folder_.path().c_str(), 1);
      setenv("NO_COLOR", "1", 1);
      if (chdir(folder_.path().c_str()) == 0)
        execv(COURSE_PROGRAM, const_cast<char* const*>(arguments.data()));
      _exit(127);
    }
  }
  ~Watched() {
    if (child_ > 0) kill(child_, SIGKILL);
    if (child_ > 0) waitpid(child_, nullptr, 0);
    close(terminal_);
  }

  void press(const char* keys) const {
    REQUIRE(write(terminal_, keys, std::char_traits<char>::length(keys)) > 0);
  }

  // Reads until that text comes, behind what was waited for before. The minute
  // is only there so that a failing test ends.
  bool shows(const std::string& text) {
    constexpr int minute = 60'000;
    for (;;) {
      if (const auto at = output_.find(text, from_); at != output_.npos) {
        from_ = at + text.size();
        return true;
      }
      pollfd in{terminal_, POLLIN, 0};
      char bytes[4096];
      if (poll(&in, 1, minute) != 1) break;
      const ssize_t got = read(terminal_, bytes, sizeof bytes);
      if (got <= 0) break;
      output_.append(bytes, got);
    }
    MESSAGE(output_.substr(from_));
    return false;
  }

  int exit_status() {
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  // Saves a file of the template as the student's own.
  void save(const std::string& file) const {
    std::string text = folder_.read(file);
    folder_.write("exercises/00-lesson/exercise_name/exercise_name.hpp", text);
  }
  const TestFolder& folder() const { return folder_; }

 private:
  TestFolder folder_;
  pid_t child_ = -1;
  int terminal_ = -1;
  std::string output_;
  std::size_t from_ = 0;
};

const char* solution = "solutions/00-lesson/exercise_name/exercise_name.hpp";
const char* wrong = "grader/tests/00-lesson/exercise_name/wrong/no_lock.hpp";

}  // namespace

TEST_CASE("the watch grades at every save and goes on after a pass") {
  Watched w;
  CHECK(w.shows("0 of 1 solved"));
  CHECK(w.shows("not-started"));
  w.save(wrong);
  CHECK(w.shows("data-race"));
  CHECK(w.shows("1 of 2 steps:"));
  w.save(solution);
  CHECK(w.shows("1 of 1 solved"));
  CHECK(w.shows("pass"));
  CHECK(w.shows("solved; n: the next exercise"));
  w.press("t");
  CHECK(w.shows("Exercise Title"));
  w.press("\033");  // the report is still there, and not how it went
  CHECK(w.shows("pass: exercise_name, 2 of 2 steps"));
  w.press("n");
  CHECK(w.shows("All exercises are solved"));
  w.press("q");
  CHECK(w.exit_status() == 0);
}

TEST_CASE("keys show hints, the task and the verdict's page, and reset") {
  Watched w;
  CHECK(w.shows("not-started"));
  w.press("h");
  CHECK(w.shows("hint 1 of 3"));
  w.press("t");
  CHECK(w.shows("Exercise Title"));
  w.press("s");
  CHECK(w.shows("the solution is shown after a pass"));
  w.save(wrong);
  CHECK(w.shows("step through it"));
  w.press("v");
  CHECK(w.shows("What to do"));
  w.press("r");
  CHECK(w.shows("step"));
  w.press("x");
  CHECK(w.shows("y: yes"));
  w.press("y");
  CHECK(w.shows("is as it was shipped again"));
  CHECK(w.shows("not-started"));
  CHECK(
      w.folder().read("exercises/00-lesson/exercise_name/exercise_name.hpp") ==
      w.folder().read(
          "grader/tests/00-lesson/exercise_name/starter/exercise_name.hpp"));
  w.press("q");
  CHECK(w.exit_status() == 0);
}

TEST_CASE("every page has a way back to the report, and none is cut off") {
  Watched w(40);
  CHECK(w.shows("not-started"));
  w.save(wrong);
  CHECK(w.shows("step through it"));
  CHECK(w.shows("q quit"));
  w.press("h");  // below the report
  CHECK(w.shows("data-race"));
  CHECK(w.shows("one more:  h"));
  CHECK(w.shows("esc back"));
  w.press("\033");
  CHECK(w.shows("q quit"));
  for (const char* back : {"v", "q", "\033"}) {
    w.press("v");
    CHECK(w.shows("space more"));
    w.press(" ");
    CHECK(w.shows("b up"));
    w.press(back);
    CHECK(w.shows("data-race"));
    CHECK(w.shows("q quit"));
  }
  w.save(solution);
  CHECK(w.shows("1 of 1 solved"));
  w.press("h");
  CHECK(w.shows("no hint is needed"));
  w.press("q");
  CHECK(w.exit_status() == 0);
}

TEST_CASE("check says on a terminal how many steps pass so far") {
  Watched right(50, {"check", "exercise_name", "--file", solution});
  CHECK(right.shows("00-lesson/exercise_name: 1 of 2 steps so far"));
  CHECK(right.shows("00-lesson/exercise_name: 2 of 2 steps so far"));
  CHECK(right.shows("pass: exercise_name, 2 of 2 steps"));
  CHECK(right.exit_status() == 0);
  // Once for the step and once for the verdict, before what shows it.
  Watched failing(50, {"check", "exercise_name", "--file", wrong});
  CHECK(failing.shows("00-lesson/exercise_name: 1 of 2 steps so far"));
  CHECK(failing.shows("00-lesson/exercise_name: 1 of 2 steps so far"));
  CHECK(failing.shows("data-race: two threads touch"));
  CHECK(failing.exit_status() == 1);
}

TEST_CASE("a save during a check ends it, and the newest file is graded") {
  Watched w;
  for (int i = 0; i < 5; ++i) {
    w.save(wrong);
    w.save(solution);
  }
  CHECK(w.shows("1 of 1 solved"));
  w.press("\003");  // Ctrl-C
  CHECK(w.exit_status() == 130);
}
