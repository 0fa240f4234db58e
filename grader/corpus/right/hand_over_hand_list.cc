// expect: pass
// Two threads walk one list with a lock for each node, taking the next lock
// before they give up the last; all walk the same way, so no cycle can form.
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

class SortedList {
 public:
  void Insert(int value) {
    Node* before = &head_;
    std::unique_lock<std::mutex> before_lock(before->mutex);
    while (before->next != nullptr) {
      std::unique_lock<std::mutex> next_lock(before->next->mutex);
      if (before->next->value >= value) break;
      before = before->next.get();
      before_lock.swap(next_lock);
    }
    auto node = std::make_unique<Node>();
    node->value = value;
    node->next = std::move(before->next);
    before->next = std::move(node);
  }

  bool IsSorted(int expected) const {
    int length = 0;
    int last = 0;
    for (const Node* node = head_.next.get(); node != nullptr;
         node = node->next.get()) {
      if (node->value < last) return false;
      last = node->value;
      ++length;
    }
    return length == expected;
  }

 private:
  struct Node {
    std::mutex mutex;
    int value = 0;
    std::unique_ptr<Node> next;
  };

  Node head_;
};

int main() {
  SortedList list;
  std::thread odd([&list] {
    for (int value : {5, 1, 3}) list.Insert(value);
  });
  std::thread even([&list] {
    for (int value : {2, 4}) list.Insert(value);
  });
  odd.join();
  even.join();
  std::puts(list.IsSorted(5) ? "sorted" : "broken");
  return list.IsSorted(5) ? 0 : 1;
}
