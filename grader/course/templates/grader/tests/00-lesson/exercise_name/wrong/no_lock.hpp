// expect: data-race
// test: two threads lose nothing
// A plain number, and nothing that keeps a second thread out.
#pragma once

namespace course {

class ExerciseName {
 public:
  void add(int n);
  int value() const;

 private:
  int number_ = 0;
};

inline void ExerciseName::add(int n) { number_ += n; }
inline int ExerciseName::value() const { return number_; }

}  // namespace course
