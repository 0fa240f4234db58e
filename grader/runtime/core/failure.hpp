// How a schedule ends badly: the verdict is noted and the schedule left at
// once.
#pragma once

#include "runtime/core/state.hpp"

namespace course::runtime {

// `message`: a detail for the report, in plain words; kept if non-empty, may be
// null. `signature` tells apart failures of one verdict; failures with equal
// signature count as one.
[[noreturn]] void fail(Verdict, const char* message, std::uint64_t signature);

// The current task ends the program at `site`, or by what it does there: from
// now on that is its operation, and the last step of a trace.
void note_end(Operation, SyncObject*, Address site);

// The current task's operation is what the report shows of the failure that
// follows.
void note_culprit(Operation, Address site);

// Fails with the places of all unfinished tasks as signature.
[[noreturn]] void fail_stuck(Verdict, const char* message);

// Builds a message in place, without the C library.
class Message {
 public:
  Message& operator<<(const char* s) {
    while (s && *s && size_ + 1 < sizeof text_) text_[size_++] = *s++;
    text_[size_] = 0;
    return *this;
  }
  Message& operator<<(std::uint64_t v) {
    char digits[24];
    unsigned n = 0;
    do digits[n++] = static_cast<char>('0' + v % 10);
    while (v /= 10);
    while (n > 0 && size_ + 1 < sizeof text_) text_[size_++] = digits[--n];
    text_[size_] = 0;
    return *this;
  }
  const char* text() const { return text_; }

 private:
  char text_[max_messages] = {};
  std::size_t size_ = 0;
};

inline std::uint64_t mix(std::uint64_t h, std::uint64_t v) {
  h = (h ^ v) * 0x9e3779b97f4a7c15u;
  return h ^ (h >> 29);
}

}  // namespace course::runtime
