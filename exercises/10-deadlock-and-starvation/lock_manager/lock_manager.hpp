#pragma once

#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>

namespace course {

// Locks by number for owners by number (say, transactions). It never lets a
// deadlock happen: the request that would complete a circle is refused.
class LockManager {
 public:
  // Blocks until owner holds resource (first come, first served); true.
  // Returns false at once, changing nothing, exactly if waiting would close a
  // circle of owners that wait for each other. std::logic_error if owner holds
  // resource already.
  bool acquire(int owner, int resource);
  // std::logic_error if owner does not hold resource.
  void release(int owner, int resource);
  void release_all(int owner);

 private:
  // Your members.
};

// TODO: let who has to wait sleep until it is its turn, but first find out
// whether that turn could ever come.
inline bool LockManager::acquire(int, int) {
  throw std::runtime_error("TODO: acquire");
}
inline void LockManager::release(int, int) {
  throw std::runtime_error("TODO: release");
}
inline void LockManager::release_all(int) {
  throw std::runtime_error("TODO: release_all");
}

}  // namespace course
