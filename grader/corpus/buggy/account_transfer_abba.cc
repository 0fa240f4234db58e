// expect: deadlock
// Transfer locks its source before its target, so opposite transfers form a
// cycle: it shows when one is preempted between its two locks.
#include <cstdio>
#include <mutex>
#include <thread>

struct Account {
  std::mutex mutex;
  int balance = 100;
};

void Transfer(Account& source, Account& target, int amount) {
  std::lock_guard<std::mutex> source_lock(source.mutex);
  std::lock_guard<std::mutex> target_lock(target.mutex);
  if (source.balance < amount) return;
  source.balance -= amount;
  target.balance += amount;
}

int main() {
  Account checking;
  Account savings;
  std::thread saver([&] { Transfer(checking, savings, 40); });
  std::thread spender([&] { Transfer(savings, checking, 15); });
  saver.join();
  spender.join();
  std::printf("checking %d savings %d\n", checking.balance, savings.balance);
  return checking.balance + savings.balance == 200 ? 0 : 1;
}
