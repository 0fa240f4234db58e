// explore:
// An exception jumps over unlock(): the next thread waits for ever.
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>

// region add
std::mutex m;
int sum = 0;  // guarded by m

void add(const std::string& text) {
  m.lock();
  sum += std::stoi(text);  // throws if text is not a number
  m.unlock();
}
// endregion add

void customer(const std::string& text) {
  try {
    add(text);
  } catch (const std::invalid_argument&) {
    // Not a number: nothing to add.
  }
}

int main() {
  std::thread a(customer, "12"), b(customer, "twelve");
  a.join();
  b.join();
}
