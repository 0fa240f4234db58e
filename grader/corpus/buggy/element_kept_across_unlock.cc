// expect: lifetime
// The audit keeps a pointer to a vector element while it gives up the lock; an
// account opened in between moves the vector and leaves the pointer dangling.
#include <cstdio>
#include <mutex>
#include <thread>
#include <vector>

struct Account {
  int number;
  int cents;
};

class Bank {
 public:
  Bank() : accounts_{{1, 100}} {}

  void Open(int number) {
    std::lock_guard<std::mutex> lock(mutex_);
    accounts_.push_back({number, 0});
  }

  void AddInterest() {
    std::unique_lock<std::mutex> lock(mutex_);
    Account* account = &accounts_.front();
    const int interest = account->cents / 50;
    lock.unlock();
    std::printf("interest %d\n", interest);
    lock.lock();
    account->cents += interest;
  }

 private:
  std::mutex mutex_;
  std::vector<Account> accounts_;
};

int main() {
  Bank bank;
  std::thread audit([&bank] { bank.AddInterest(); });
  std::thread desk([&bank] { bank.Open(2); });
  audit.join();
  desk.join();
  return 0;
}
