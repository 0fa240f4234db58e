// explore:
// The thread borrows a variable of a function that returns before it looks.
#include <thread>

// region main
int greeted = 0;

std::thread greet() {
  int count = 3;
  return std::thread([&count] {
    greeted = count;  // is there still a count?
  });
}

int main() {
  std::thread t = greet();
  t.join();
}
// endregion main
