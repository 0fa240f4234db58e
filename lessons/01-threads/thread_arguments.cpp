// output: always the same
// A thread copies its arguments, unless it is told that one is a reference.
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

// region arguments
void by_value(std::string text) { text += "!"; }
void by_reference(std::string& text) { text += "!"; }

int main() {
  std::string text = "hello";

  std::thread a(by_value, text);  // works on a copy of its own
  a.join();
  std::printf("after a: %s\n", text.c_str());

  std::thread b(by_reference, std::ref(text));  // works on main's string
  b.join();
  std::printf("after b: %s\n", text.c_str());

  std::thread c([&text] { text += "?"; });  // the same, by a capture
  std::vector<std::thread> threads;
  threads.push_back(std::move(c));  // c is empty now, the vector owns it
  threads[0].join();
  std::printf("after c: %s\n", text.c_str());
  std::printf("is c still to be joined? %s\n", c.joinable() ? "yes" : "no");
}
// endregion arguments
