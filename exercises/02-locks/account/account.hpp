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
  // Your members.
};

bool transfer(Account& from, Account& to, int amount);
int total(const Account& a, const Account& b);

// TODO: make each of these one indivisible step, whatever other threads do
// with the same accounts.
inline Account::Account(int opening_balance) { (void)opening_balance; }
inline void Account::deposit(int) { throw std::logic_error("TODO: deposit"); }
inline bool Account::withdraw(int) { throw std::logic_error("TODO: withdraw"); }
inline int Account::balance() const { throw std::logic_error("TODO: balance"); }
inline std::vector<int> Account::statement() const {
  throw std::logic_error("TODO: statement");
}
inline bool transfer(Account&, Account&, int) {
  throw std::logic_error("TODO: transfer");
}
inline int total(const Account&, const Account&) {
  throw std::logic_error("TODO: total");
}

}  // namespace course
