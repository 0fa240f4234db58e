// expect: pass
// AddAll holds the catalogue's mutex while Add locks it again; the mutex is
// recursive, so the owner passes and the other thread waits for both levels.
#include <cstdio>
#include <initializer_list>
#include <mutex>
#include <set>
#include <thread>

class Catalogue {
 public:
  void Add(int number) {
    std::lock_guard<std::recursive_mutex> lock(mutex_);
    numbers_.insert(number);
  }

  void AddAll(std::initializer_list<int> numbers) {
    std::lock_guard<std::recursive_mutex> lock(mutex_);
    for (int number : numbers) Add(number);
  }

  std::size_t Size() {
    std::lock_guard<std::recursive_mutex> lock(mutex_);
    return numbers_.size();
  }

 private:
  std::recursive_mutex mutex_;
  std::set<int> numbers_;
};

int main() {
  Catalogue catalogue;
  std::thread books([&catalogue] { catalogue.AddAll({1, 2}); });
  std::thread maps([&catalogue] { catalogue.AddAll({2, 3}); });
  books.join();
  maps.join();
  std::printf("%zu titles\n", catalogue.Size());
  return catalogue.Size() == 3 ? 0 : 1;
}
