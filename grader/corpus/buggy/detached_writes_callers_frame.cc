// expect: lifetime
// CountLines detaches a thread that writes a local variable of CountLines; the
// frame is gone when the thread runs after the function has returned.
#include <cstdio>
#include <semaphore>
#include <string>
#include <thread>

std::binary_semaphore counted{0};

const std::string& Text() {
  static const std::string text = "one\ntwo\nthree\n";
  return text;
}

void CountLines(const std::string& text) {
  int lines = 0;
  std::thread counter([&text, &lines] {
    for (char letter : text) {
      if (letter == '\n') ++lines;
    }
    counted.release();
  });
  counter.detach();
}

int main() {
  CountLines(Text());
  counted.acquire();
  std::puts("counted");
  return 0;
}
