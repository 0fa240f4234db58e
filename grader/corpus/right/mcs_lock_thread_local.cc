// expect: pass
// An MCS lock queues nodes that live in thread_local storage and die with their
// thread; unlock waits for its successor's link, so no dead node is touched.
#include <atomic>
#include <cstdio>
#include <thread>

class McsLock {
 public:
  void Lock() {
    Node& own = OwnNode();
    own.next.store(nullptr);
    own.waiting.store(true);
    Node* before = tail_.exchange(&own);
    if (before == nullptr) return;
    before->next.store(&own);
    while (own.waiting.load()) std::this_thread::yield();
  }

  void Unlock() {
    Node& own = OwnNode();
    if (own.next.load() == nullptr) {
      Node* last = &own;
      if (tail_.compare_exchange_strong(last, nullptr)) return;
      while (own.next.load() == nullptr) std::this_thread::yield();
    }
    own.next.load()->waiting.store(false);
  }

 private:
  struct Node {
    std::atomic<Node*> next{nullptr};
    std::atomic<bool> waiting{false};
  };

  static Node& OwnNode() {
    thread_local Node node;
    return node;
  }

  std::atomic<Node*> tail_{nullptr};
};

int main() {
  McsLock lock;
  int stamps = 0;
  auto stamp = [&] {
    for (int i = 0; i < 2; ++i) {
      lock.Lock();
      ++stamps;
      lock.Unlock();
    }
  };
  std::thread post(stamp);
  std::thread customs(stamp);
  post.join();
  customs.join();
  std::printf("stamps %d\n", stamps);
  return stamps == 4 ? 0 : 1;
}
