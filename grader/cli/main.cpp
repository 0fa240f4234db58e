// course: parse, load, do what was asked. Each subcommand lives in its own
// <name>_command.cpp; what went wrong ends here, and nowhere else.
#include <fmt/core.h>
#include <signal.h>

#include <cstdlib>

#include "cli/command_line.hpp"
#include "cli/commands.hpp"
#include "protocol/error.hpp"

namespace {

std::atomic<bool> cancel = false;
static_assert(std::atomic<bool>::is_always_lock_free);  // set in a handler

// A second Ctrl-C ends the program at once: workers die with it. No SA_RESTART,
// so that whatever waits looks at `cancel`.
void stop_on(int signal) {
  struct sigaction action {};
  action.sa_handler = [](int) { cancel = true; };
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(signal, &action, nullptr);
}

int run(int argc, char** argv) {
  using namespace course::cli;
  // Tests point COURSE_ROOT at a course of their own.
  const char* root = std::getenv("COURSE_ROOT");
  Session session(root ? root : COURSE_ROOT, cancel);

  // What follows a "--" is for the program that explore runs.
  int own = 1;
  while (own < argc && std::string_view(argv[own]) != "--") ++own;
  if (own < argc) session.rest.assign(argv + own + 1, argv + argc);

  CommandLine line("Parallel programming in C++20, graded schedule by schedule",
                   "./course");
  Command app = line.root();
  add_check(app, session);
  add_list(app, session);
  add_hint(app, session);
  add_reset(app, session);
  add_replay(app, session);
  add_solution(app, session);
  add_explain(app, session);
  add_read(app, session);
  add_demo(app, session);
  add_explore(app, session);
  add_grade(app, session);
  add_doctor(app, session);
  add_test(app, session);
  Command dev = app.subcommand("dev", "For authors of exercises");
  add_dev_new(dev, session);
  add_dev_check(dev, session);
  add_dev_corpus(dev, session);
  add_dev_approve(dev, session);
  add_dev_bench(dev, session);
  add_dev_weave(dev, session);

  return line.run(own, argv, [&session] { return watch(session); });
}

}  // namespace

int main(int argc, char** argv) {
  stop_on(SIGINT);
  stop_on(SIGTERM);
  try {
    const int status = run(argc, argv);
    return cancel ? course::cli::cancelled : status;
  } catch (const course::protocol::CourseError& error) {
    if (cancel) return course::cli::cancelled;
    fmt::print(stderr, "needed: {}\nfound:  {}\ndo:     {}\n", error.what(),
               error.found, error.do_this);
    return course::cli::not_possible;
  } catch (const std::exception& error) {
    if (cancel) return course::cli::cancelled;
    fmt::print(stderr,
               "{}\nthis is a bug in the grader; please report it with the "
               "command that showed it\n",
               error.what());
    return course::cli::grader_bug;
  }
}
