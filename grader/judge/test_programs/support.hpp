// Stands where a submission stands. Each scenario says in the comment before it
// how it must be judged:
//
//   // expect: deadlock "the message, or a part of it"
//   // expect: pass, every order        (exhausted: no choice was cut)
//
// A scenario that ends well but observes "holds" as false is a wrong-result.
#pragma once

#include <functional>
#include <thread>

namespace programs {

// Runs both at a time, and waits for them.
inline void both(const std::function<void()>& a,
                 const std::function<void()>& b) {
  std::thread x(std::ref(a));
  std::thread y(std::ref(b));
  x.join();
  y.join();
}

inline void all_three(const std::function<void()>& a,
                      const std::function<void()>& b,
                      const std::function<void()>& c) {
  std::thread x(std::ref(a));
  both(b, c);
  x.join();
}

}  // namespace programs
