// expect: data-race
// test: a wake-up without reason lets no withdrawal into another
// A lock that goes to one who waits, but every wake-up is taken for the gift.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace course {

class FairLock {
 public:
  void lock() {
    std::unique_lock<std::mutex> l(m_);
    if (taken_) {
      ++waiting_;
      given_.wait(l);
    }
    taken_ = true;
  }
  void unlock() {
    std::lock_guard<std::mutex> l(m_);
    if (waiting_ == 0) {
      taken_ = false;
    } else {
      --waiting_;
      given_.notify_one();
    }
  }

 private:
  std::mutex m_;
  std::condition_variable given_;
  bool taken_ = false;  // stays true while the lock is handed over
  int waiting_ = 0;
};

class Account {
 public:
  explicit Account(int opening_balance = 0);
  Account(const Account&) = delete;
  Account& operator=(const Account&) = delete;

  void deposit(int amount);
  bool withdraw(int amount);
  int balance() const;
  std::vector<int> statement() const;

  friend bool transfer(Account& from, Account& to, int amount);
  friend int total(const Account& a, const Account& b);

 private:
  static void check(int amount) {
    if (amount <= 0) throw std::invalid_argument("amount must be positive");
  }
  void change(int amount) {
    balance_ += amount;
    history_.push_back(amount);
  }

  mutable FairLock m_;
  int balance_;
  std::vector<int> history_;
};

bool transfer(Account& from, Account& to, int amount);
int total(const Account& a, const Account& b);

inline Account::Account(int opening_balance)
    : balance_(opening_balance), history_{opening_balance} {}

inline void Account::deposit(int amount) {
  check(amount);
  std::lock_guard<FairLock> g(m_);
  change(amount);
}

inline bool Account::withdraw(int amount) {
  check(amount);
  std::lock_guard<FairLock> g(m_);
  if (balance_ < amount) return false;
  change(-amount);
  return true;
}

inline int Account::balance() const {
  std::lock_guard<FairLock> g(m_);
  return balance_;
}

inline std::vector<int> Account::statement() const {
  std::lock_guard<FairLock> g(m_);
  return history_;
}

inline bool transfer(Account& from, Account& to, int amount) {
  Account::check(amount);
  if (&from == &to) {
    std::lock_guard<FairLock> g(from.m_);
    return from.balance_ >= amount;
  }
  const bool from_first = std::less<>()(&from, &to);
  std::lock_guard<FairLock> first(from_first ? from.m_ : to.m_);
  std::lock_guard<FairLock> second(from_first ? to.m_ : from.m_);
  if (from.balance_ < amount) return false;
  from.change(-amount);
  to.change(amount);
  return true;
}

inline int total(const Account& a, const Account& b) {
  const bool a_first = std::less<>()(&a, &b);
  std::lock_guard<FairLock> first(a_first ? a.m_ : b.m_);
  std::lock_guard<FairLock> second(a_first ? b.m_ : a.m_);
  return a.balance_ + b.balance_;
}

}  // namespace course
