// The submission stands between the course's two headers.
// clang-format off
#include "course_test.hpp"
#include "shared_array.hpp"
#include "course_test_end.hpp"
// clang-format on

#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <system_error>
#include <utility>
#include <vector>

using course::SharedArray;

COURSE_SIGNATURE("operator[] must be int&(std::size_t) for a SharedArray<int>",
                 int& (SharedArray<int>::*)(std::size_t),
                 &SharedArray<int>::operator[]);
COURSE_SIGNATURE(
    "operator[] must be const int&(std::size_t) const, too, for a "
    "SharedArray<int>",
    const int& (SharedArray<int>::*)(std::size_t) const,
    &SharedArray<int>::operator[]);
COURSE_SIGNATURE("size must be std::size_t() const",
                 std::size_t (SharedArray<int>::*)() const,
                 &SharedArray<int>::size);
static_assert(!std::is_copy_constructible_v<SharedArray<int>> &&
                  !std::is_copy_assignable_v<SharedArray<int>>,
              "a SharedArray can be moved, and not copied");

namespace {

// Runs f in a child, which ends without destructors.
template <class Function>
pid_t child(Function f) {
  const pid_t pid = fork();
  if (pid != 0) return pid;
  [&]() noexcept { f(); }();
  _exit(0);
}

void wait_for(pid_t pid) { waitpid(pid, nullptr, 0); }

std::vector<int> values(SharedArray<int>& a) {
  return std::vector<int>(a.begin(), a.end());
}

std::vector<int> by_index(const SharedArray<int>& a) {
  std::vector<int> v;
  for (std::size_t i = 0; i < a.size(); ++i) v.push_back(a[i]);
  return v;
}

struct Point {
  double x, y;
  std::int8_t colour;
};

}  // namespace

COURSE_SCENARIO("it begins with the values given") {
  SharedArray<int> sevens(3, 7), zeros(4), list{3, 1, 2};
  course_test::observe("three sevens", values(sevens));
  course_test::observe("four zeros", values(zeros));
  course_test::observe("a list", by_index(list));
}

COURSE_SCENARIO("a child writes") {
  SharedArray<int> a(3, 7);
  course_test::name(a, "a");
  wait_for(child([&] {
    a[1] += 1;
    *a.begin() = 5;
  }));
  course_test::observe("values", values(a));
}

COURSE_SCENARIO("the parent writes after the fork") {
  SharedArray<int> a{1, 2};
  int go[2];
  if (pipe(go)) return;
  const pid_t pid = child([&] {
    char c;
    if (read(go[0], &c, 1) == 1) a[1] = a[0] * 10;
  });
  a[0] = 3;
  if (write(go[1], "", 1) == 1) wait_for(pid);
  close(go[0]);
  close(go[1]);
  course_test::observe("values", values(a));
}

COURSE_SCENARIO("more than a page") {
  const auto n = static_cast<std::size_t>(course_test::input("elements"));
  SharedArray<Point> a(n, Point{1, 2, 3});
  wait_for(child([&] { a[n - 1].colour = 4; }));
  course_test::observe("size", a.size());
  course_test::observe("values", a[0].colour, static_cast<int>(a[n / 2].y),
                       a[n - 1].colour);
}

COURSE_SCENARIO("two arrays") {
  SharedArray<int> a(2, 1);
  SharedArray<int> b(2, 2);
  wait_for(child([&] { a[0] = 10; }));
  wait_for(child([&] { b[1] = 20; }));
  course_test::observe("a", values(a));
  course_test::observe("b", values(b));
}

COURSE_SCENARIO("two processes make one each") {
  const pid_t pid = child([] { SharedArray<int>(1, 1)[0] += 10; });
  SharedArray<int> a(1, 2);
  a[0] += 20;
  wait_for(pid);
  course_test::observe("value", a[0]);
}

COURSE_SCENARIO("moved") {
  std::size_t left = 0;
  auto make = [&] {
    SharedArray<int> a{1, 2, 3};
    SharedArray<int> b(std::move(a));
    left = a.size();
    return b;
  };
  SharedArray<int> c = make();
  wait_for(child([&] { c[2] = 4; }));
  course_test::observe("values", values(c));
  course_test::observe("size of what was moved from", left);
}

COURSE_SCENARIO("assigned over") {
  SharedArray<int> a{1, 2};
  pid_t before = 0;
  std::size_t left = 0;
  {
    SharedArray<int> b(3);
    before = child([&] { b[1] = 4; });
    a = std::move(b);
    left = b.size();
  }
  wait_for(child([&] { a[2] = 6; }));
  wait_for(before);
  course_test::observe("values", values(a));
  course_test::observe("size of what was moved from", left);
}

COURSE_SCENARIO("assigned to itself") {
  SharedArray<int> a{1, 2};
  SharedArray<int>& same = a;
  a = std::move(same);
  wait_for(child([&] { a[0] = 3; }));
  course_test::observe("values", values(a));
}

COURSE_SCENARIO("children destroy theirs") {
  SharedArray<int> a(2, 1);
  const pid_t first = child([&] {
    SharedArray<int> own(std::move(a));
    own[0] = 2;
  });
  const pid_t second = child([&] { a[1] = 3; });
  wait_for(first);
  wait_for(second);
  course_test::observe("values", values(a));
  wait_for(child([&] { a[0] = 4; }));
  SharedArray<int> b(1, 5);
  course_test::observe("afterwards", a[0], a[1], b[0]);
}

COURSE_SCENARIO("there may be no memory") {
  try {
    course_test::MayFail may_fail;
    SharedArray<int> a(3, 7);
    course_test::observe("values", values(a));
  } catch (const std::system_error&) {
    course_test::observe("values", "std::system_error");
  }
}

COURSE_SCENARIO("of no size") {
  SharedArray<int> a(0), b(std::initializer_list<int>{}), c{1};
  course_test::observe("sizes", a.size(), b.size());
  course_test::observe("empty", a.begin() == a.end());
  SharedArray<int> d(std::move(a));
  c = std::move(d);
  course_test::observe("assigned", c.size());
}
