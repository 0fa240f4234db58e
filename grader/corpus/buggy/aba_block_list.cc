// expect: wrong-result
// Pop reads head 0 and its successor 1, then the other thread pops 0 and 1 and
// pushes 0 back; the exchange succeeds and block 1 is both in use and free.
#include <array>
#include <atomic>
#include <cstdio>
#include <thread>

constexpr int kBlocks = 3;
constexpr int kNone = -1;

class FreeBlocks {
 public:
  int Pop() {
    int top = head_.load();
    while (top != kNone) {
      const int below = below_[top].load();
      if (head_.compare_exchange_strong(top, below)) return top;
    }
    return kNone;
  }

  void Push(int block) {
    int top = head_.load();
    do {
      below_[block].store(top);
    } while (!head_.compare_exchange_strong(top, block));
  }

 private:
  std::atomic<int> head_{0};
  std::array<std::atomic<int>, kBlocks> below_{1, 2, kNone};
};

int main() {
  FreeBlocks blocks;
  int reader_block = kNone;
  int writer_block = kNone;
  std::thread reader([&] { reader_block = blocks.Pop(); });
  std::thread writer([&] {
    const int scratch = blocks.Pop();
    writer_block = blocks.Pop();
    if (scratch != kNone) blocks.Push(scratch);
  });
  reader.join();
  writer.join();
  std::array<int, kBlocks> owners{};
  ++owners[reader_block];
  ++owners[writer_block];
  for (int i = 0; i < kBlocks; ++i) {
    const int block = blocks.Pop();
    if (block != kNone) ++owners[block];
  }
  for (int count : owners) {
    if (count != 1) return 1;
  }
  std::puts("every block has one owner");
  return 0;
}
