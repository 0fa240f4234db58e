// expect: data-race
// test: nobody sees the money of a transfer in both accounts or in neither
// The account that gets the money is changed without its lock.
#pragma once

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
  void change(int amount) {
    balance_ += amount;
    history_.push_back(amount);
  }

  mutable std::mutex m_;
  int balance_;
  std::vector<int> history_;
};

bool transfer(Account& from, Account& to, int amount);
int total(const Account& a, const Account& b);

inline Account::Account(int opening_balance)
    : balance_(opening_balance), history_{opening_balance} {}

inline void Account::deposit(int amount) {
  check(amount);
  std::lock_guard<std::mutex> g(m_);
  change(amount);
}

inline bool Account::withdraw(int amount) {
  check(amount);
  std::lock_guard<std::mutex> g(m_);
  if (balance_ < amount) return false;
  change(-amount);
  return true;
}

inline int Account::balance() const {
  std::lock_guard<std::mutex> g(m_);
  return balance_;
}

inline std::vector<int> Account::statement() const {
  std::lock_guard<std::mutex> g(m_);
  return history_;
}

inline bool transfer(Account& from, Account& to, int amount) {
  Account::check(amount);
  std::lock_guard<std::mutex> g(from.m_);
  if (from.balance_ < amount) return false;
  from.change(-amount);
  to.change(amount);
  return true;
}

inline int total(const Account& a, const Account& b) {
  std::scoped_lock g(a.m_, b.m_);
  return a.balance_ + b.balance_;
}

}  // namespace course
