// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "io_full.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <string>
#include <system_error>

COURSE_SIGNATURE("write_full must be void(int, std::string_view)",
                 void (*)(int, std::string_view), &course::write_full);
COURSE_SIGNATURE("read_full must be std::string(int, std::size_t)",
                 std::string (*)(int, std::size_t), &course::read_full);

namespace {

using course::read_full;
using course::write_full;

// Both ends; whichever is open at the end is closed.
struct Pipe {
  int ends[2] = {-1, -1};
  explicit Pipe(int flags = 0) {
    if (pipe2(ends, flags) != 0) std::terminate();
  }
  ~Pipe() {
    close_end(0);
    close_end(1);
  }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  int out() const { return ends[0]; }
  int in() const { return ends[1]; }
  void close_end(int i) {
    if (ends[i] >= 0) close(ends[i]);
    ends[i] = -1;
  }
};

// What the scenario itself puts there.
void put(int fd, const char* text, std::size_t size) {
  if (size > 0 && write(fd, text, size) != static_cast<ssize_t>(size))
    std::terminate();
}

// "none", or the value of errno.
template <class Function>
int error_of(Function f) {
  try {
    f();
    return 0;
  } catch (const std::system_error& e) {
    return e.code().value();
  }
}

std::string pattern(std::size_t size) {
  std::string s(size, '\0');
  for (std::size_t i = 0; i < size; ++i)
    s[i] = static_cast<char>(i * 7 + i / 251);
  return s;
}

}  // namespace

COURSE_SCENARIO("written, then read") {
  Pipe p;
  const int in = fcntl(p.in(), F_GETFL), out = fcntl(p.out(), F_GETFL);
  write_full(p.in(), "milk and sugar");
  course_test::observe("read", read_full(p.out(), 14));
  course_test::observe(
      "flags", fcntl(p.in(), F_GETFL) == in && fcntl(p.out(), F_GETFL) == out);
}

COURSE_SCENARIO("bytes of all kinds") {
  Pipe p;
  const std::string sent("\0a\n\0\xff", 5);
  write_full(p.in(), std::string_view(sent.data(), sent.size()));
  p.close_end(1);
  const std::string read = read_full(p.out(), sent.size());
  course_test::observe("size", read.size());
  course_test::observe("bytes", read == sent ? "as sent" : "others");
}

COURSE_SCENARIO("the end comes early") {
  Pipe p;
  put(p.in(), "abcde", static_cast<std::size_t>(course_test::input("there")));
  p.close_end(1);
  course_test::observe("read", read_full(p.out(), 5));
  course_test::observe("behind it", read_full(p.out(), 5));
}

COURSE_SCENARIO("two messages, one after the other") {
  Pipe p(O_NONBLOCK);  // so that a read of what is gone does not wait
  put(p.in(), "teamilk", 7);
  const std::string first = read_full(p.out(), 3);
  char rest[8];
  const ssize_t n = read(p.out(), rest, sizeof rest);
  course_test::observe("read", first);
  course_test::observe("left",
                       std::string(rest, n > 0 ? static_cast<size_t>(n) : 0));
}

COURSE_SCENARIO("nothing") {
  Pipe p;
  write_full(p.in(), "");
  course_test::observe("read", read_full(p.out(), 0));
}

COURSE_SCENARIO("short calls") {
  Pipe p;
  {
    course_test::MayFail may_fail;
    write_full(p.in(), "tea");
    write_full(p.in(), "milk");
  }
  p.close_end(1);
  course_test::MayFail may_fail;
  const std::string first = read_full(p.out(), 3);
  const std::string second = read_full(p.out(), 4);
  const std::string end = read_full(p.out(), 1);
  course_test::observe("messages", first, second, end);
}

COURSE_SCENARIO("a long message to another process") {
  const std::string sent = pattern(4200);
  course_test::MayFail may_fail;  // the pipe may be a small one
  Pipe p;
  const pid_t pid = fork();
  if (pid == 0) {
    p.close_end(0);
    write_full(p.in(), sent);
    _exit(0);
  }
  p.close_end(1);
  const std::string read = read_full(p.out(), sent.size());
  const std::string end = read_full(p.out(), 1);
  waitpid(pid, nullptr, 0);
  course_test::observe("size", read.size());
  course_test::observe("bytes", read == sent ? "as sent" : "others");
  course_test::observe("behind it", end);
}

COURSE_SCENARIO("nobody reads") {
  signal(SIGPIPE, SIG_IGN);
  Pipe p;
  p.close_end(0);
  course_test::observe("error", error_of([&] { write_full(p.in(), "tea"); }));
  signal(SIGPIPE, SIG_DFL);
}

COURSE_SCENARIO("a descriptor that must not wait") {
  Pipe p(O_NONBLOCK);
  put(p.in(), "abc", 3);
  course_test::observe("error", error_of([&] { read_full(p.out(), 5); }));
}

COURSE_SCENARIO("a full pipe that must not wait") {
  course_test::SmallPipes small;
  Pipe p(O_NONBLOCK);
  const int flags = fcntl(p.in(), F_GETFL);
  const std::string much = pattern(5'000);
  course_test::observe("error", error_of([&] { write_full(p.in(), much); }));
  course_test::observe("flags", fcntl(p.in(), F_GETFL) == flags);
}

COURSE_SCENARIO("the ends exchanged") {
  Pipe p;
  course_test::observe("errors",  //
                       error_of([&] { read_full(p.in(), 1); }),
                       error_of([&] { write_full(p.out(), "tea"); }));
}
