// expect: pass
// Both threads run into the same function-local static with no lock in sight;
// the language initialises it once and makes the other thread wait.
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>

std::atomic<int> set_ups{0};

class Dictionary {
 public:
  static const Dictionary& Get() {
    static const Dictionary dictionary;
    return dictionary;
  }

  int Length(int entry) const { return static_cast<int>(words_[entry].size()); }

 private:
  Dictionary() { set_ups.fetch_add(1); }

  const std::string words_[2] = {"barrier", "latch"};
};

int main() {
  int lengths[2] = {0, 0};
  std::thread first([&] { lengths[0] = Dictionary::Get().Length(0); });
  std::thread second([&] { lengths[1] = Dictionary::Get().Length(1); });
  first.join();
  second.join();
  std::printf("letters %d\n", lengths[0] + lengths[1]);
  return lengths[0] + lengths[1] == 12 && set_ups.load() == 1 ? 0 : 1;
}
