// The bare course: the exercise the student is at, graded at every save. A save
// that comes during a check ends that and begins another. Without a terminal:
// one check, one report.
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "cli/background_check.hpp"
#include "cli/commands.hpp"
#include "cli/keyboard.hpp"
#include "cli/page_window.hpp"
#include "cli/pages.hpp"
#include "cli/present.hpp"
#include "cli/saved_files.hpp"
#include "cli/submissions.hpp"
#include "cli/watch_screen.hpp"
#include "protocol/error.hpp"

namespace course::cli {
namespace {

using content::Exercise;
using protocol::CheckResult;
using protocol::Verdict;

constexpr const char* all_solved =
    "All exercises are solved. ./course list shows them; ./course solution "
    "NAME shows how others do it.\n";

int check_once(Session& session) {
  const auto submissions = find_submissions(session, {}, "", "");
  if (submissions.empty()) {
    fmt::print("{}", all_solved);
    return passed;
  }
  const Submission& next = submissions.front();
  const Exercise& exercise = *next.exercise;
  fmt::print("{}, {}: {}\n\n", exercise.slug(), exercise.kind,
             exercise.summary);
  std::fflush(stdout);
  const CheckResult result = session.check(exercise, next.file, {});
  if (session.stopped()) return cancelled;
  fmt::print("{}", text(session, next, result));
  session.remember(exercise, result);
  if (result.verdict == Verdict::pass)
    fmt::print("\nthe next exercise:  ./course\n");
  else
    fmt::print(
        "\nedit {} and come back with ./course; ./course list shows all\n",
        next.file.string());
  return passed;  // whatever the verdict is: it has been shown
}

class Watch {
 public:
  Watch(Session& session, const Exercise& first)
      : session_(session),
        exercises_(session.course().exercises()),
        saved_(files(exercises_)),
        check_(session) {
    go_to(first);
  }

  int run();

 private:
  static std::vector<std::filesystem::path> files(
      const std::vector<Exercise>& exercises) {
    std::vector<std::filesystem::path> result;
    for (const Exercise& e : exercises) result.push_back(e.submission());
    return result;
  }

  std::string report(const CheckResult&);
  void go_to(const Exercise&);
  void go_on();
  void go_back();
  void begin();
  void look_for_saves();
  void take_news();
  void take_result();
  // False: the student wants to leave.
  bool press(char key);
  // The page that everything goes back to.
  void show(const std::string& page) {
    page_ = page;
    close();
  }
  // The page that a key asks for, above it.
  void open(char key, const std::string& page) {
    opened_by_ = key;
    opened_ = page;
    top_ = 0;
    changed_ = true;
  }
  void close() { open(0, ""); }
  void next_hint();
  bool scroll(char key);
  std::string shown(std::size_t rows) const;
  void note(const std::string& line) {
    note_ = line;
    changed_ = true;
  }
  void redraw();
  bool solved(const Exercise& e) const {
    return content::load_progress(session_.root()).passed.contains(e.slug());
  }

  Session& session_;
  const std::vector<Exercise>& exercises_;
  SavedFiles saved_;  // in the order of exercises_
  BackgroundCheck check_;
  Submission at_;
  std::optional<CheckResult> result_;  // of the file as it was last checked
  std::string page_, note_;
  char opened_by_ = 0;  // the key; 0: page_ is shown
  std::string opened_;
  bool more_hints_ = false;
  std::size_t top_ = 0;  // the line of the page that the screen begins with
  std::size_t page_rows_ = 0;
  bool confirm_reset_ = false;
  bool changed_ = true;
  TerminalSize drawn_;
};

// Who has not begun sees what there is to do.
std::string Watch::report(const CheckResult& result) {
  const std::string report = text(session_, at_, result);
  if (result.verdict != Verdict::not_started) return report;
  return fmt::format("{}\nfirst read the lesson:  ./course read {}\n\n{}",
                     task_page(session_, *at_.exercise), at_.exercise->lesson,
                     report);
}

void Watch::go_to(const Exercise& exercise) {
  at_ = {&exercise, as_typed(exercise.submission()), true};
  show(task_page(session_, exercise));
  begin();
}

// To the next exercise that is not solved, from here on and round.
void Watch::go_on() {
  const std::size_t here = at_.exercise - exercises_.data();
  for (std::size_t i = 1; i <= exercises_.size(); ++i) {
    const Exercise& next = exercises_[(here + i) % exercises_.size()];
    if (!solved(next)) return go_to(next);
  }
  show(all_solved);
}

// To the one before this in the course, solved or not.
void Watch::go_back() {
  const std::size_t here = at_.exercise - exercises_.data();
  go_to(exercises_[(here + exercises_.size() - 1) % exercises_.size()]);
}

void Watch::begin() {
  saved_.ignore(at_.exercise - exercises_.data());  // this check reads it
  result_.reset();
  confirm_reset_ = false;
  changed_ = true;
  if (std::filesystem::exists(at_.file)) return check_.start(at_);
  check_.cancel();
  show(
      fmt::format("{} is gone. Save it again, or press x: then it is as it "
                  "was shipped.\n",
                  at_.file.string()));
}

// Whichever exercise is saved is the one the student is at.
void Watch::look_for_saves() {
  while (const auto index = saved_.next()) {
    const Exercise& exercise = exercises_[*index];
    note("");
    if (&exercise == at_.exercise)
      begin();
    else
      go_to(exercise);
  }
}

// The steps that pass, and the verdict, before all is there that shows it.
void Watch::take_news() {
  const auto news = check_.news();
  if (!news || opened_by_ != 0) return;
  show(text_so_far(session_, at_, *news));
}

void Watch::take_result() try {
  if (auto result = check_.finished()) {
    show(report(*result));
    session_.remember(*at_.exercise, *result);
    result_ = std::move(result);
  }
} catch (const protocol::CourseError& error) {
  show(fmt::format("needed: {}\nfound:  {}\ndo:     {}\n", error.what(),
                   error.found, error.do_this));
}

void Watch::next_hint() {
  if (result_ && result_->verdict == Verdict::pass)
    return note("solved: no hint is needed");
  const HintPage hint = hint_page(session_, *at_.exercise, "h");
  more_hints_ = hint.more;
  open('h', hint.text);
}

// A page is left out of sight but for two lines.
bool Watch::scroll(char key) {
  const std::size_t page = std::max<std::size_t>(page_rows_, 3) - 2;
  if (key == ' ')
    top_ += page;
  else if (key == 'b')
    top_ -= std::min(top_, page);
  else if (key == 'j')
    ++top_;
  else if (key == 'k')
    top_ -= std::min<std::size_t>(top_, 1);
  else
    return false;
  changed_ = true;
  return true;
}

bool Watch::press(char key) {
  const Exercise& exercise = *at_.exercise;
  const bool confirmed = std::exchange(confirm_reset_, false) && key == 'y';
  if (confirmed) {
    check_.cancel();
    const std::string kept = reset_page(session_, exercise);
    begin();
    note(kept);
    return true;
  }
  note("");
  if (scroll(key)) return true;
  if (opened_by_ != 0 &&
      (key == 'q' || key == escape_key ||
       (key == opened_by_ && !(key == 'h' && more_hints_)))) {
    close();
    return true;
  }
  switch (key) {
    case 'q':
      return false;
    case 'n':
      go_on();
      break;
    case 'p':
      go_back();
      break;
    case 'c':
      begin();
      break;
    case 'h':
      next_hint();
      break;
    case 'l':
      open(key, list_page(session_));
      break;
    case 't':
      open(key, task_page(session_, exercise));
      break;
    case 's':
      if (solved(exercise))
        open(key, solution_page(exercise));
      else
        note("the solution is shown after a pass");
      break;
    case 'v':
      if (result_) open(key, explain_page(session_, result_->verdict));
      break;
    case 'r':
      if (result_ && result_->failure && !result_->failure->replay.empty())
        open(key, text(session_, at_,
                       session_.replay(exercise, at_.file,
                                       *protocol::replay_from_string(
                                           result_->failure->replay),
                                       {})));
      else
        note("there is no failing schedule to step through");
      break;
    case 'x':
      confirm_reset_ = true;
      note("start " + exercise.name +
           " again? what you have is kept in .course/   y: yes   any other "
           "key: no");
      break;
    default:  // any other key: back to the report
      if (result_) show(report(*result_));
      break;
  }
  return true;
}

// A hint stands below the report if there is room for both.
std::string Watch::shown(std::size_t rows) const {
  if (opened_by_ == 0) return page_;
  const std::string both = page_ + "\n" + opened_;
  const bool fits = rows == 0 || rows_of(both, drawn_.columns) <= rows;
  return opened_by_ == 'h' && result_ && fits ? both : opened_;
}

void Watch::redraw() {
  const TerminalSize size = terminal_size();
  if (!changed_ && size == drawn_) return;
  if (size.columns != drawn_.columns && result_) page_ = report(*result_);
  changed_ = false;
  drawn_ = size;
  const content::Progress progress = content::load_progress(session_.root());
  Screen screen;
  screen.width = width();
  screen.color = session_.color();
  screen.exercises = exercises_.size();
  screen.solved = std::ranges::count_if(exercises_, [&](const Exercise& e) {
    return progress.passed.contains(e.slug());
  });
  screen.exercise = at_.exercise;
  screen.file = as_typed(at_.file).string();
  screen.note = note_;
  screen.checking = check_.running();
  screen.passed = result_ && result_->verdict == Verdict::pass;
  screen.opened = opened_by_ != 0;
  // As many rows as the rest of the screen leaves; the cursor needs one.
  screen.more_above = screen.more_below = true;
  const std::size_t rest = rows_of(draw(screen), size.columns) + 1;
  page_rows_ = size.rows == 0 ? 0 : std::max(size.rows, rest + 3) - rest;
  const PageWindow window =
      window_of(shown(page_rows_), size.columns, page_rows_, top_);
  top_ = window.top;
  screen.page = window.text;
  screen.more_above = window.more_above;
  screen.more_below = window.more_below;
  fmt::print("{}", over_the_last(draw(screen)));
  std::fflush(stdout);
}

int Watch::run() {
  Keyboard keyboard;
  std::setvbuf(stdout, nullptr, _IOFBF, 1 << 16);  // a screen in one write
  constexpr std::chrono::milliseconds between_looks(20);
  for (;;) {
    look_for_saves();
    take_news();
    take_result();
    redraw();
    for (const char key : keyboard.wait(
             between_looks, {saved_.notifications(), check_.something_new()}))
      if (!press(key)) return passed;
    if (session_.stopped()) return cancelled;
  }
}

}  // namespace

int watch(Session& session) {
  const bool terminal = isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
  if (!terminal) return check_once(session);
  const Exercise* first = session.next_unsolved();
  if (!first) {
    fmt::print("{}", all_solved);
    return passed;
  }
  return Watch(session, *first).run();
}

}  // namespace course::cli
