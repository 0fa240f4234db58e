// expect: wrong-result
// test: a deposit and a withdrawal stand in the statement in the order they happened
// Balance and history are safe one by one, but change in two steps.
#pragma once

#include <atomic>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace course {

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
  void record(int amount) {
    std::lock_guard<std::mutex> g(history_mutex_);
    history_.push_back(amount);
  }
  bool take(int amount) {
    int old = balance_;
    do {
      if (old < amount) return false;
    } while (!balance_.compare_exchange_weak(old, old - amount));
    return true;
  }

  mutable std::mutex m_;  // transfers and totals
  mutable std::mutex history_mutex_;
  std::atomic<int> balance_;
  std::vector<int> history_;
};

bool transfer(Account& from, Account& to, int amount);
int total(const Account& a, const Account& b);

inline Account::Account(int opening_balance)
    : balance_(opening_balance), history_{opening_balance} {}

inline void Account::deposit(int amount) {
  check(amount);
  balance_ += amount;
  record(amount);
}

inline bool Account::withdraw(int amount) {
  check(amount);
  if (!take(amount)) return false;
  record(-amount);
  return true;
}

inline int Account::balance() const { return balance_; }

inline std::vector<int> Account::statement() const {
  std::lock_guard<std::mutex> g(history_mutex_);
  return history_;
}

inline bool transfer(Account& from, Account& to, int amount) {
  Account::check(amount);
  if (&from == &to) {
    std::lock_guard<std::mutex> g(from.m_);
    return from.balance_ >= amount;
  }
  std::scoped_lock g(from.m_, to.m_);
  if (!from.take(amount)) return false;
  to.balance_ += amount;
  from.record(-amount);
  to.record(amount);
  return true;
}

inline int total(const Account& a, const Account& b) {
  std::scoped_lock g(a.m_, b.m_);
  return a.balance_ + b.balance_;
}

}  // namespace course
