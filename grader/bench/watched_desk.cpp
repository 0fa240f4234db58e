#include "bench/watched_desk.hpp"

#include <poll.h>
#include <pty.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "bench/run_program.hpp"
#include "protocol/error.hpp"

namespace course::bench {
namespace {

namespace fs = std::filesystem;
using content::Exercise;
using protocol::CourseError;
using protocol::Verdict;
using Clock = std::chrono::steady_clock;

// See over_the_last() in cli/watch_screen.cpp; a terminal makes "\r\n" of "\n".
constexpr std::string_view screen_end = "\033[J", line_end = "\033[K\r\n";
constexpr const char* at_work = "\nchecking …";
constexpr const char* steps_pass = " so far\n";
constexpr int longest_wait = 60'000;  // ms; only so that a broken watch ends it

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

// The exercises are a copy, for the student's files are saved there; the rest
// of the course is where it is.
void lay_out(const fs::path& course, const fs::path& desk) {
  for (const char* folder : {"lessons", "solutions", "grader"})
    fs::create_directory_symlink(course / folder, desk / folder);
  fs::copy(course / "exercises", desk / "exercises",
           fs::copy_options::recursive);
}

bool is_busy(const std::string& screen) {
  return screen.find(at_work) != screen.npos;
}

std::string plain(std::string screen) {
  for (std::size_t at; (at = screen.find(line_end)) != screen.npos;)
    screen.replace(at, line_end.size(), "\n");
  return screen;
}

}  // namespace

WatchedDesk::WatchedDesk(const content::Course& course,
                         std::vector<std::string> words)
    : real_(course), course_(std::move(words)) {
  lay_out(course.root(), root_.path());
  start();
  // It begins with a check of its own.
  while (is_busy(next_screen())) {
  }
}

WatchedDesk::~WatchedDesk() {
  if (child_ <= 0) return;
  kill(child_, SIGTERM);
  waitpid(child_, nullptr, 0);
  close(terminal_);
}

void WatchedDesk::start() {
  std::vector<char*> arguments;
  for (std::string& word : course_) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  winsize size{60, 100, 0, 0};
  child_ = forkpty(&terminal_, nullptr, nullptr, &size);
  if (child_ < 0)
    throw CourseError("a terminal for the watch", std::strerror(errno),
                      "see that /dev/pts is there");
  if (child_ > 0) return;
  setenv("COURSE_ROOT", root_.path().c_str(), 1);
  setenv("NO_COLOR", "1", 1);
  setenv("TERM", "xterm", 1);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

std::string WatchedDesk::next_screen() {
  for (;;) {
    if (const auto end = bytes_.find(screen_end); end != bytes_.npos) {
      const std::string screen = bytes_.substr(0, end);
      bytes_.erase(0, end + screen_end.size());
      return plain(screen);
    }
    pollfd in{terminal_, POLLIN, 0};
    char bytes[4096];
    const ssize_t got = poll(&in, 1, longest_wait) == 1
                            ? read(terminal_, bytes, sizeof bytes)
                            : 0;
    if (got <= 0)
      throw CourseError("the watch to draw a screen", "it has come to an end",
                        "see that ./course works in this terminal");
    bytes_.append(bytes, static_cast<std::size_t>(got));
  }
}

std::string WatchedDesk::new_text(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf() << "// bench "
       << root_.path().filename().string() << ' ' << ++texts_ << '\n';
  return text.str();
}

WatchedSave WatchedDesk::put(const Exercise& exercise, const fs::path& file,
                             Verdict expected) {
  const fs::path submission =
      root_.path() / fs::relative(exercise.submission(), real_.root());
  const fs::path written = submission.string() + ".new";
  std::ofstream(written, std::ios::binary) << new_text(file);
  const auto begin = Clock::now();
  fs::rename(written, submission);

  const std::string line = "\n" + std::string(protocol::name(expected)) + ":";
  WatchedSave save;
  bool begun = false;
  for (;;) {
    const std::string screen = next_screen();
    const bool busy = is_busy(screen);
    begun |= busy;
    if (!begun) continue;  // what was drawn before it saw the file
    if (save.first_step == 0 && screen.find(steps_pass) != screen.npos)
      save.first_step = seconds_since(begin);
    if (save.first_line == 0 && screen.find(line) != screen.npos)
      save.first_line = seconds_since(begin);
    if (busy) continue;
    save.whole = seconds_since(begin);
    if (save.first_line > 0) return save;
    throw CourseError("the verdict " + std::string(protocol::name(expected)) +
                          " for " + file.string(),
                      "another one in the watch",
                      "./course dev check says more");
  }
}

double WatchedDesk::compile(const Exercise& exercise, const fs::path& file) {
  const fs::path copy = root_.path() / exercise.file;
  std::ofstream(copy, std::ios::binary) << new_text(file);
  std::vector<std::string> words = {"env",
                                    "COURSE_ROOT=" + root_.path().string()};
  words.insert(words.end(), course_.begin(), course_.end());
  words.insert(words.end(),
               {"check", exercise.slug(), "--file", copy.string(), "--json"});
  const Run run = run_program(std::move(words), root_.path());
  return nlohmann::json::parse(run.output).at("seconds").at("compile");
}

WatchedSave WatchedDesk::save(const Exercise& exercise, const fs::path& file,
                              Verdict expected) {
  put(exercise, exercise.starter(), Verdict::not_started);
  const double before = compile(exercise, file);
  WatchedSave save = put(exercise, file, expected);
  save.compile = (before + compile(exercise, file)) / 2;
  return save;
}

}  // namespace course::bench
