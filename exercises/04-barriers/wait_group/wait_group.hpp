#pragma once

#include <condition_variable>
#include <mutex>
#include <stdexcept>

namespace course {

// Counts jobs that are not done yet, and lets others wait for all of them.
class WaitGroup {
 public:
  // By anyone, also by a counted job that starts others.
  void add(int n = 1);
  void done();  // std::logic_error if the count would become negative
  // Until the count is 0; then the WaitGroup may be destroyed or used again.
  void wait();
  int count() const;

 private:
  // Your members.
};

// TODO: count the jobs, and let who waits sleep until all are done. The
// WaitGroup may be gone as soon as wait() has returned.
inline void WaitGroup::add(int) { throw std::logic_error("TODO: add"); }
inline void WaitGroup::done() { throw std::runtime_error("TODO: done"); }
inline void WaitGroup::wait() { throw std::logic_error("TODO: wait"); }
inline int WaitGroup::count() const { throw std::logic_error("TODO: count"); }

}  // namespace course
