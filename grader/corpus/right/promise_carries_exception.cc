// expect: pass
// The dialler throws inside its thread, which looks fatal, but it hands the
// exception to the promise and main catches it at get().
#include <cstdio>
#include <exception>
#include <future>
#include <stdexcept>
#include <thread>
#include <utility>

int Dial(int number) {
  if (number < 100) throw std::invalid_argument("number too short");
  return number % 10;
}

void Connect(int number, std::promise<int> line) {
  try {
    line.set_value(Dial(number));
  } catch (...) {
    line.set_exception(std::current_exception());
  }
}

int main() {
  std::promise<int> good;
  std::promise<int> bad;
  std::future<int> good_line = good.get_future();
  std::future<int> bad_line = bad.get_future();
  std::thread first(Connect, 112, std::move(good));
  std::thread second(Connect, 7, std::move(bad));
  int refused = 0;
  try {
    bad_line.get();
  } catch (const std::invalid_argument& error) {
    std::printf("%s\n", error.what());
    ++refused;
  }
  const int line = good_line.get();
  first.join();
  second.join();
  return line == 2 && refused == 1 ? 0 : 1;
}
