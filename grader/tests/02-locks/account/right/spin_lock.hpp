// expect: pass
// A lock that spins and yields; the task does not say that waiting is free.
#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

class SpinLock {
 public:
  void lock() {
    while (taken_.test_and_set()) std::this_thread::yield();
  }
  void unlock() { taken_.clear(); }

 private:
  std::atomic_flag taken_;
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

  mutable SpinLock m_;
  int balance_;
  std::vector<int> history_;
};

bool transfer(Account& from, Account& to, int amount);
int total(const Account& a, const Account& b);

inline Account::Account(int opening_balance)
    : balance_(opening_balance), history_{opening_balance} {}

inline void Account::deposit(int amount) {
  check(amount);
  std::lock_guard<SpinLock> g(m_);
  change(amount);
}

inline bool Account::withdraw(int amount) {
  check(amount);
  std::lock_guard<SpinLock> g(m_);
  if (balance_ < amount) return false;
  change(-amount);
  return true;
}

inline int Account::balance() const {
  std::lock_guard<SpinLock> g(m_);
  return balance_;
}

inline std::vector<int> Account::statement() const {
  std::lock_guard<SpinLock> g(m_);
  return history_;
}

inline bool transfer(Account& from, Account& to, int amount) {
  Account::check(amount);
  if (&from == &to) {
    std::lock_guard<SpinLock> g(from.m_);
    return from.balance_ >= amount;
  }
  const bool from_first = std::less<>()(&from, &to);
  std::lock_guard<SpinLock> first(from_first ? from.m_ : to.m_);
  std::lock_guard<SpinLock> second(from_first ? to.m_ : from.m_);
  if (from.balance_ < amount) return false;
  from.change(-amount);
  to.change(amount);
  return true;
}

inline int total(const Account& a, const Account& b) {
  const bool a_first = std::less<>()(&a, &b);
  std::lock_guard<SpinLock> first(a_first ? a.m_ : b.m_);
  std::lock_guard<SpinLock> second(a_first ? b.m_ : a.m_);
  return a.balance_ + b.balance_;
}

}  // namespace course
