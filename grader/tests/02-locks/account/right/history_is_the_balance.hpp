// expect: pass
// Keeps the history only; the balance is its sum.
#pragma once

#include <mutex>
#include <numeric>
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
  // The caller holds m_.
  int sum() const {
    return std::accumulate(history_.begin(), history_.end(), 0);
  }

  mutable std::mutex m_;
  std::vector<int> history_;
};

bool transfer(Account& from, Account& to, int amount);
int total(const Account& a, const Account& b);

inline Account::Account(int opening_balance) : history_{opening_balance} {}

inline void Account::deposit(int amount) {
  check(amount);
  std::lock_guard<std::mutex> g(m_);
  history_.push_back(amount);
}

inline bool Account::withdraw(int amount) {
  check(amount);
  std::lock_guard<std::mutex> g(m_);
  if (sum() < amount) return false;
  history_.push_back(-amount);
  return true;
}

inline int Account::balance() const {
  std::lock_guard<std::mutex> g(m_);
  return sum();
}

inline std::vector<int> Account::statement() const {
  std::lock_guard<std::mutex> g(m_);
  return history_;
}

inline bool transfer(Account& from, Account& to, int amount) {
  Account::check(amount);
  if (&from == &to) {
    std::lock_guard<std::mutex> g(from.m_);
    if (from.sum() < amount) return false;
    from.history_.push_back(-amount);
    from.history_.push_back(amount);
    return true;
  }
  std::scoped_lock g(from.m_, to.m_);
  if (from.sum() < amount) return false;
  from.history_.push_back(-amount);
  to.history_.push_back(amount);
  return true;
}

inline int total(const Account& a, const Account& b) {
  std::scoped_lock g(a.m_, b.m_);
  return a.sum() + b.sum();
}

}  // namespace course
