// The states that a search has come to, as 64-bit hashes: a hash table that
// grows between schedules. In shared memory, for a schedule that runs in a
// child adds to it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace course::runtime {

class VisitedStates {
 public:
  VisitedStates();
  ~VisitedStates();
  VisitedStates(const VisitedStates&) = delete;
  VisitedStates& operator=(const VisitedStates&) = delete;

  // Makes room for another schedule, up to some megabytes in all. Between
  // schedules.
  void make_room();
  // Inside one: it comes to that state, which is not 0. True if it was known
  // before.
  bool visit(std::uint64_t state);

 private:
  struct Table {
    std::size_t used;
    std::uint64_t slots[];  // a power of two; 0: free
  };
  static std::size_t bytes_of(std::size_t slots);
  static Table* make(std::size_t slots);
  std::uint64_t& slot_of(std::uint64_t state) const;

  std::size_t slots_;
  Table* table_;
};

}  // namespace course::runtime
