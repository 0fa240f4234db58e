// expect: pass
// A lock-free stack whose Pop reads a node another thread may just have popped;
// popped nodes are kept and freed after the joins, so none is reused or dead.
#include <atomic>
#include <cstdio>
#include <memory>
#include <thread>
#include <vector>

struct Node {
  int value;
  Node* below;
};

class Stack {
 public:
  void Push(int value) {
    Node* node = new Node{value, top_.load()};
    while (!top_.compare_exchange_weak(node->below, node)) {
    }
  }

  std::unique_ptr<Node> Pop() {
    Node* node = top_.load();
    while (node != nullptr && !top_.compare_exchange_weak(node, node->below)) {
    }
    return std::unique_ptr<Node>(node);
  }

 private:
  std::atomic<Node*> top_{nullptr};
};

int main() {
  Stack stack;
  std::vector<std::unique_ptr<Node>> retired[2];
  auto work = [&](int self) {
    stack.Push(self + 1);
    stack.Push(self + 10);
    for (int i = 0; i < 2; ++i) retired[self].push_back(stack.Pop());
  };
  std::thread first(work, 0);
  std::thread second(work, 1);
  first.join();
  second.join();
  int sum = 0;
  for (const auto& nodes : retired) {
    for (const auto& node : nodes) sum += node == nullptr ? 0 : node->value;
  }
  std::printf("sum %d\n", sum);
  return sum == 24 && stack.Pop() == nullptr ? 0 : 1;
}
