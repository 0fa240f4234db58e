// expect: data-race
// Deposits and withdrawals each take a lock, but not the same one; the two
// updates of the balance are unordered in every order.
#include <cstdio>
#include <mutex>
#include <thread>

class Wallet {
 public:
  explicit Wallet(int balance) : balance_(balance) {}

  void Deposit(int amount) {
    std::lock_guard<std::mutex> lock(deposit_mutex_);
    balance_ += amount;
  }

  bool Withdraw(int amount) {
    std::lock_guard<std::mutex> lock(withdraw_mutex_);
    if (balance_ < amount) return false;
    balance_ -= amount;
    return true;
  }

  int balance() const { return balance_; }

 private:
  std::mutex deposit_mutex_;
  std::mutex withdraw_mutex_;
  int balance_;
};

int main() {
  Wallet wallet(50);
  std::thread salary([&wallet] { wallet.Deposit(30); });
  std::thread rent([&wallet] { wallet.Withdraw(20); });
  salary.join();
  rent.join();
  std::printf("balance %d\n", wallet.balance());
  return 0;
}
