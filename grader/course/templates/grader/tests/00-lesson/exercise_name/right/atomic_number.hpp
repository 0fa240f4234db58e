// expect: pass
// An atomic number, which is added to in one step.
#pragma once

#include <atomic>

namespace course {

class ExerciseName {
 public:
  void add(int n);
  int value() const;

 private:
  std::atomic<int> number_{0};
};

inline void ExerciseName::add(int n) { number_ += n; }
inline int ExerciseName::value() const { return number_; }

}  // namespace course
