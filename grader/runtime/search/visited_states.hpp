// The states that a search has come to, as 64-bit hashes, and where it came to
// each first: a hash table that grows between schedules. In shared memory, for
// a schedule that runs in a child adds to it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace course::runtime {

// A choice of one of the schedules that a search runs.
struct Place {
  std::uint32_t schedule;  // by order, from 0
  std::uint32_t choice;    // from 1
};

class VisitedStates {
 public:
  VisitedStates();
  ~VisitedStates();
  VisitedStates(const VisitedStates&) = delete;
  VisitedStates& operator=(const VisitedStates&) = delete;

  // Makes room for another schedule, up to some megabytes in all. Between
  // schedules.
  void make_room();
  // Inside one: it comes to that state, which is not 0. True if that was known
  // before; known_at() then is where.
  bool visit(std::uint64_t state, Place);
  Place known_at() const { return table_->known_at; }

 private:
  struct Slot {
    std::uint64_t state;  // 0: free
    Place first;
  };
  struct Table {
    std::size_t used;
    Place known_at;
    Slot slots[];  // a power of two
  };
  static std::size_t bytes_of(std::size_t slots);
  static Table* make(std::size_t slots);
  Slot& slot_of(std::uint64_t state) const;

  std::size_t slots_;
  Table* table_;
};

}  // namespace course::runtime
