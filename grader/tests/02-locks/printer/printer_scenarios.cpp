// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "printer.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <latch>
#include <stdexcept>
#include <string>
#include <thread>
#include <type_traits>

static_assert(
    std::is_constructible_v<course::Printer, std::function<void(char)>>,
    "Printer must be made of a std::function<void(char)>");
COURSE_SIGNATURE("print must be void(const std::string&, int)",
                 void (course::Printer::*)(const std::string&, int),
                 &course::Printer::print);

namespace {

// Where the characters go. Plain memory, so that two threads inside put() at
// the same time are a data race.
class Paper {
 public:
  void put(char c) {
    // put() synchronises nothing, so nobody could get in between without this.
    course_test::let_others_run();
    if (size_ < characters_.size()) characters_[size_++] = c;
  }
  std::string written() const { return std::string(characters_.data(), size_); }

 private:
  std::array<char, 32> characters_{};
  std::size_t size_ = 0;
};

// What put() throws instead of writing a '!': of a type with no base.
struct PaperJam {};

// What put() throws instead of writing a '?'. Whoever catches a base of it and
// throws that loses the number.
struct NoPaper : std::runtime_error {
  explicit NoPaper(int n) : std::runtime_error("no paper"), sheets_printed(n) {}
  int sheets_printed;
};

// What arrives at the caller of print().
std::string exception_of_print(course::Printer& printer,
                               const std::string& text, int n) {
  try {
    printer.print(text, n);
  } catch (const PaperJam&) {
    return "paper jam";
  } catch (const NoPaper& e) {
    return e.sheets_printed == 17 ? "no paper" : "no paper, wrong number";
  } catch (...) {
    return "another exception";
  }
  return "nothing";
}

COURSE_SCENARIO("one print alone") {
  Paper paper;
  course::Printer printer([&](char c) { paper.put(c == '\0' ? '0' : c); });
  course_test::name(printer, "printer");
  printer.print("ab", 2);
  printer.print("x", 0);
  printer.print(std::string("c\0d", 3), 1);
  course_test::observe("output", paper.written());
}

COURSE_SCENARIO("two prints at the same time") {
  Paper paper;
  course::Printer printer([&](char c) { paper.put(c); });
  course_test::name(paper, "paper");
  course_test::name(printer, "printer");
  course_test::Thread a([&] { printer.print("ab", 2); });
  course_test::Thread b([&] { printer.print("cd", 2); });
  a.join();
  b.join();
  course_test::observe("output", paper.written());
}

// The printer is taken again right after it was given back, while the other
// thread is on its way out of waiting for it.
COURSE_SCENARIO("one thread prints twice, the other once") {
  Paper paper;
  course::Printer printer([&](char c) { paper.put(c); });
  course_test::name(paper, "paper");
  course_test::name(printer, "printer");
  course_test::Thread a([&] {
    printer.print("ab", 1);
    printer.print("cd", 1);
  });
  course_test::Thread b([&] { printer.print("e", 2); });
  a.join();
  b.join();
  course_test::observe("output", paper.written());
}

// Longer than anybody should want to wait. A print that asks for the printer
// every microsecond meanwhile may do so: for it the time ends early, before it
// has asked more often than a schedule is long.
void take_ten_seconds() {
  for (std::chrono::nanoseconds step = std::chrono::microseconds(1);
       step < std::chrono::seconds(10) && course_test::operations() < 2000;
       step *= 2)
    std::this_thread::sleep_for(step);
}

COURSE_SCENARIO("a put takes ten seconds") {
  Paper paper;
  course::Printer printer([&](char c) {
    if (c == 'a' || c == 'c') take_ten_seconds();
    paper.put(c);
  });
  course_test::name(paper, "paper");
  course_test::name(printer, "printer");
  course_test::Thread a([&] { printer.print("ab", 1); });
  course_test::Thread b([&] { printer.print("cd", 1); });
  a.join();
  b.join();
  course_test::observe("output", paper.written());
}

COURSE_SCENARIO("put throws, then the same thread prints again") {
  Paper paper;
  int jams = 0;
  course::Printer printer([&](char c) {
    if (c == '!') {
      ++jams;
      throw PaperJam{};
    }
    if (c == '?') throw NoPaper(17);
    paper.put(c);
  });
  course_test::name(printer, "printer");
  const std::string first = exception_of_print(printer, "a!b", 2);
  printer.print("cd", 2);
  const std::string second = exception_of_print(printer, "e?f", 2);
  printer.print("g", 1);
  course_test::observe("exceptions", first, second);
  course_test::observe("jams", jams);
  course_test::observe("output", paper.written());
}

COURSE_SCENARIO("put throws while another print waits") {
  Paper paper;
  course::Printer printer([&](char c) {
    if (c == '!') throw PaperJam{};
    paper.put(c);
  });
  course_test::name(paper, "paper");
  course_test::name(printer, "printer");
  std::string arrived;
  course_test::Thread a(
      [&] { arrived = exception_of_print(printer, "a!b", 1); });
  course_test::Thread b([&] { printer.print("cd", 2); });
  a.join();
  b.join();
  printer.print("e", 1);
  course_test::observe("exception", arrived);
  course_test::observe("output", paper.written());
}

COURSE_SCENARIO("the puts of two printers wait for each other") {
  std::latch both_inside(2);
  Paper left_paper, right_paper;
  course::Printer left([&](char c) {
    both_inside.arrive_and_wait();
    left_paper.put(c);
  });
  course::Printer right([&](char c) {
    both_inside.arrive_and_wait();
    right_paper.put(c);
  });
  course_test::name(left, "left");
  course_test::name(right, "right");
  course_test::Thread a([&] { left.print("a", 1); });
  course_test::Thread b([&] { right.print("b", 1); });
  a.join();
  b.join();
  course_test::observe("outputs", left_paper.written(), right_paper.written());
}

}  // namespace
