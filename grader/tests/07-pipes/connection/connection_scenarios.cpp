// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "connection.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

namespace {

using course::Connection;
using course::make_pipe;
using Ends = std::pair<Connection, Connection>;

// A recv in one word.
std::string received(Connection& c) {
  try {
    const std::optional<std::string> message = c.recv();
    return message ? *message : "nullopt";
  } catch (const std::system_error&) {
    return "std::system_error";
  } catch (const std::runtime_error&) {
    return "std::runtime_error";
  }
}

std::string sent(Connection& c, const std::string& message) {
  try {
    c.send(message);
    return "sent";
  } catch (const std::system_error&) {
    return "std::system_error";
  }
}

const char* compared(const std::optional<std::string>& got,
                     const std::string& sent) {
  return !got ? "nullopt" : *got == sent ? "as sent" : "other bytes";
}

// The caller's own setting, of which no signal is blocked.
const char* sigpipe_setting() {
  struct sigaction now;
  sigset_t blocked;
  sigaction(SIGPIPE, nullptr, &now);
  pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  return now.sa_handler != SIG_DFL        ? "changed"
         : sigismember(&blocked, SIGPIPE) ? "blocked"
                                          : "as before";
}

std::string pattern(std::size_t size) {
  std::string s(size, '\0');
  for (std::size_t i = 0; i < size; ++i)
    s[i] = static_cast<char>(i * 7 + i / 251);
  return s;
}

// Somebody else's descriptors, which may get numbers that were in use before.
struct Foreign {
  int ends[2];
  Foreign() {
    if (pipe(ends) != 0) std::terminate();
  }
  Foreign(const Foreign&) = delete;
  Foreign& operator=(const Foreign&) = delete;
  ~Foreign() {
    close(ends[0]);
    close(ends[1]);
  }
  const char* state() const {
    const bool open =
        fcntl(ends[0], F_GETFD) != -1 && fcntl(ends[1], F_GETFD) != -1;
    return open ? "open" : "closed";
  }
};

// The other side of an echo: until the end.
[[noreturn]] void echo(Connection& c) {
  while (const std::optional<std::string> message = c.recv()) c.send(*message);
  _exit(0);
}

}  // namespace

COURSE_SIGNATURE("make_pipe must be std::pair<Connection, Connection>(bool)",
                 Ends (*)(bool), &make_pipe);
COURSE_SIGNATURE("send must be void(const std::string&)",
                 void (Connection::*)(const std::string&), &Connection::send);
COURSE_SIGNATURE("recv must be std::optional<std::string>()",
                 std::optional<std::string> (Connection::*)(),
                 &Connection::recv);

COURSE_SCENARIO("three messages at once") {
  auto [a, b] = make_pipe();
  course_test::MayFail may_fail;
  for (const char* message : {"tea", "", "sugar"}) a.send(message);
  a.close();
  const std::string first = received(b), second = received(b);
  course_test::observe("messages", first, second, received(b));
}

COURSE_SCENARIO("bytes of all kinds") {
  auto [a, b] = make_pipe();
  const std::string message("\0a\n\xff\n", 5);
  a.send(message);
  a.send("\n");
  const auto first = b.recv(), second = b.recv();
  course_test::observe("messages", compared(first, message),
                       compared(second, "\n"));
}

COURSE_SCENARIO("both send before they receive") {
  auto [a, b] = make_pipe();
  a.send("from the first");
  b.send("from the second");
  const std::string at_first = received(a);
  course_test::observe("messages", at_first, received(b));
}

COURSE_SCENARIO("one direction") {
  auto [to, from] = make_pipe(false);
  from.send("tea");
  const std::string message = received(to);
  const std::string back = sent(to, "x");
  course_test::observe("message", message);
  course_test::observe("the other direction", back, received(from));
  from.close();
  course_test::observe("end", received(to));
}

COURSE_SCENARIO("a long message to another process") {
  const std::string message = pattern(66'000);
  auto [a, b] = make_pipe();
  const pid_t pid = fork();
  if (pid == 0) {
    a.close();
    b.send(message);
    _exit(0);
  }
  b.close();
  const auto got = a.recv();
  course_test::observe("message", compared(got, message));
  course_test::observe("end", received(a));
  waitpid(pid, nullptr, 0);
}

COURSE_SCENARIO("the other end is closed") {
  auto [a, b] = make_pipe();
  a.send("tea");
  a.close();
  const std::string first = received(b), second = received(b);
  course_test::observe("messages", first, second, received(b));
  course_test::observe("answer", sent(b, "milk"));
}

COURSE_SCENARIO("the last words of an end that is closed") {
  auto [a, b] = make_pipe();
  b.send("tea");
  b.close();
  course_test::observe("sent", sent(a, "milk"));
  const std::string first = received(a);
  course_test::observe("messages", first, received(a));
}

COURSE_SCENARIO("the own end is closed") {
  auto [a, b] = make_pipe();
  a.close();
  Foreign foreign;
  const std::string out = sent(a, "tea");
  course_test::observe("after close", out, received(a));
  a.close();
  course_test::observe("foreign", foreign.state());
}

COURSE_SCENARIO("ends are moved") {
  Connection a = make_pipe().first;  // whose other end is gone
  auto pair = make_pipe();
  std::string message;
  {
    Connection from = std::move(pair.first);
    Connection to(std::move(pair.second));
    from.send("tea");
    message = received(to);
  }
  Foreign foreign;
  pair.first.close();
  pair.second = std::move(a);
  course_test::observe("messages", message, received(pair.second));
  { auto gone = std::move(pair); }
  course_test::observe("foreign", foreign.state());
}

COURSE_SCENARIO("an end is assigned") {
  auto [a, b] = make_pipe();
  auto [c, d] = make_pipe();
  a = std::move(c);
  course_test::observe("the end it had before", received(b));
  Connection& itself = a;
  a = std::move(itself);
  a.send("tea");
  course_test::observe("message", received(d));
}

// What an end has read too early goes where the end goes.
COURSE_SCENARIO("moved between two messages") {
  auto [a, b] = make_pipe();
  for (const char* message : {"1", "2", "3", "4"}) a.send(message);
  auto [c, d] = make_pipe();
  d.send("of another pipe");
  d.send("of another pipe");
  received(c);
  const std::string first = received(b);
  Connection moved(std::move(b));
  const std::string second = received(moved);
  c = std::move(moved);
  const std::string third = received(c);
  course_test::observe("messages", first, second, third);
  c.close();
  course_test::observe("after close", received(c));
}

COURSE_SCENARIO("two sockets") {
  int in[2], out[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, in) != 0 ||
      socketpair(AF_UNIX, SOCK_STREAM, 0, out) != 0)
    std::terminate();
  {
    Connection a(in[0], out[0]);
    Connection b(out[1], in[1]);
    a.send("tea");
    course_test::observe("message", received(b));
  }
  Foreign foreign, more;
  course_test::observe("foreign", foreign.state(), more.state());
}

COURSE_SCENARIO("what exec leaves open") {
  const auto ends = make_pipe(course_test::input("duplex") != 0);
  int open = 0, kept = 0;
  for (int fd = 3; fd < 16; ++fd) {
    const int flags = fcntl(fd, F_GETFD);
    open += flags != -1;
    kept += flags != -1 && !(flags & FD_CLOEXEC);
  }
  course_test::observe("open", open > 0);
  course_test::observe("kept", kept);
}

COURSE_SCENARIO("no more descriptors") {
  int last = 0;
  for (int fd; (fd = dup(0)) != -1;) last = fd;
  const int free = static_cast<int>(course_test::input("free"));
  for (int i = 0; i < free; ++i) close(last - i);
  try {
    make_pipe();
    course_test::observe("made", "a pipe");
  } catch (const std::system_error&) {
    course_test::observe("made", "std::system_error");
  }
  for (int fd = 3; fd <= last - free; ++fd) close(fd);
}

COURSE_SCENARIO("an echo in another process") {
  auto [a, b] = make_pipe();
  const pid_t pid = fork();
  if (pid == 0) {
    a.close();
    course_test::MayBeKilled may_be_killed;
    echo(b);
  }
  b.close();
  for (const char* key : {"first", "second"}) {
    const std::string out = sent(a, key);
    course_test::observe(key, out, received(a));
  }
  a.close();
  int status = 0;
  waitpid(pid, &status, 0);
  course_test::observe("ends well", status == 0);
}

COURSE_SCENARIO("a sender that may be killed") {
  const std::string message(
      static_cast<std::size_t>(course_test::input("size")), 'x');
  course_test::MayFail may_fail;  // the way may be short, and the pieces
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) std::terminate();
  const pid_t pid = fork();
  if (pid == 0) {
    close(ends[0]);
    Connection to(ends[1], ends[1]);
    course_test::MayBeKilled may_be_killed;
    to.send(message);
    _exit(0);
  }
  close(ends[1]);
  Connection from(ends[0], ends[0]);
  char byte;  // stays there
  const bool some = recv(ends[0], &byte, 1, MSG_PEEK) == 1;
  std::string result;
  try {
    result = compared(from.recv(), message);
  } catch (const std::runtime_error&) {
    result = "cut";
  }
  int status = 0;
  waitpid(pid, &status, 0);
  course_test::observe("killed", status != 0);
  course_test::observe("some bytes arrive", some);
  course_test::observe("received", result);
}

COURSE_SCENARIO("another thread has an eye on SIGPIPE") {
  auto ends = make_pipe();
  ends.second.close();
  course_test::Thread other(
      [] { course_test::observe("meanwhile", sigpipe_setting()); });
  course_test::observe("sent", sent(ends.first, "tea"));
  other.join();
  course_test::observe("behind", sigpipe_setting());
}
