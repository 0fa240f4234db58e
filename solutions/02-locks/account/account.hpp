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

  // deposit, withdraw and transfer: std::invalid_argument, and no change,
  // unless amount > 0.
  void deposit(int amount);
  bool withdraw(int amount);  // false, and no change, if it would overdraw
  int balance() const;
  // Opening balance, then every change in order (withdrawals negative). At
  // every moment its sum is the balance.
  std::vector<int> statement() const;

  // Moves the money in one step: nobody can see it in both or in neither.
  // False, and no change, if it would overdraw. It never hangs, whichever two
  // accounts it is between, and neither does total().
  friend bool transfer(Account& from, Account& to, int amount);
  // What both hold at one moment.
  friend int total(const Account& a, const Account& b);

 private:
  static void require_positive(int amount) {
    if (amount <= 0) throw std::invalid_argument("amount must be positive");
  }

  // The caller holds mutex_. Balance and history belong together: they change
  // in one place and under one lock, so nobody can see one without the other.
  void change(int amount) {
    balance_ += amount;
    history_.push_back(amount);
  }

  mutable std::mutex mutex_;  // mutable: looking takes the lock, too
  int balance_;               // guarded by mutex_
  std::vector<int> history_;  // guarded by mutex_
};

bool transfer(Account& from, Account& to, int amount);
int total(const Account& a, const Account& b);

inline Account::Account(int opening_balance)
    : balance_(opening_balance), history_{opening_balance} {}

inline void Account::deposit(int amount) {
  // Before anything else, so that there is nothing to take back. The amount is
  // the caller's own, it needs no lock.
  require_positive(amount);
  std::lock_guard guard(mutex_);
  change(amount);
}

inline bool Account::withdraw(int amount) {
  require_positive(amount);
  // The lock spans the look and the change. In two locked blocks another
  // withdrawal fits between them, and both take the same money.
  std::lock_guard guard(mutex_);
  if (balance_ < amount) return false;
  change(-amount);
  return true;
}

inline int Account::balance() const {
  // An int without a lock is still a data race: nothing would order this read
  // against the writes of others.
  std::lock_guard guard(mutex_);
  return balance_;
}

inline std::vector<int> Account::statement() const {
  // The copy is made while the lock is held: the return value exists before
  // the guard is destroyed. A reference would be read without the lock.
  std::lock_guard guard(mutex_);
  return history_;
}

inline bool transfer(Account& from, Account& to, int amount) {
  Account::require_positive(amount);
  // Both locks of one account would be the same mutex twice: for ever.
  if (&from == &to) return from.balance() >= amount;
  // Both at once: withdraw() and then deposit() would leave a moment in which
  // the money is in neither account. And by scoped_lock, not one after the
  // other: the opposite transfer would take them the other way round, and each
  // would wait for what the other one holds.
  std::scoped_lock guard(from.mutex_, to.mutex_);
  if (from.balance_ < amount) return false;
  from.change(-amount);
  to.change(amount);
  return true;
}

inline int total(const Account& a, const Account& b) {
  // a.balance() + b.balance() would be two looks, and money may move between
  // them.
  std::scoped_lock guard(a.mutex_, b.mutex_);
  return a.balance_ + b.balance_;
}

}  // namespace course
