#include "runtime/search/visited_states.hpp"

#include <sys/mman.h>

namespace course::runtime {
namespace {

constexpr std::size_t first_slots = 1u << 12, most_slots = 1u << 20;

}  // namespace

VisitedStates::VisitedStates()
    : slots_(first_slots), table_(make(first_slots)) {}

VisitedStates::~VisitedStates() { munmap(table_, bytes_of(slots_)); }

std::size_t VisitedStates::bytes_of(std::size_t slots) {
  return sizeof(Table) + slots * sizeof(Slot);
}

VisitedStates::Table* VisitedStates::make(std::size_t slots) {
  return static_cast<Table*>(mmap(nullptr, bytes_of(slots),
                                  PROT_READ | PROT_WRITE,
                                  MAP_SHARED | MAP_ANONYMOUS, -1, 0));
}

VisitedStates::Slot& VisitedStates::slot_of(std::uint64_t state) const {
  std::size_t i = (state >> 20) & (slots_ - 1);
  while (table_->slots[i].state != 0 && table_->slots[i].state != state)
    i = (i + 1) & (slots_ - 1);
  return table_->slots[i];
}

void VisitedStates::make_room() {
  if (table_->used < slots_ / 2 || slots_ == most_slots) return;
  Table* const old = table_;
  const std::size_t old_slots = slots_;
  slots_ *= 2;
  table_ = make(slots_);
  table_->used = old->used;
  for (std::size_t i = 0; i < old_slots; ++i)
    if (old->slots[i].state != 0) slot_of(old->slots[i].state) = old->slots[i];
  munmap(old, bytes_of(old_slots));
}

bool VisitedStates::visit(std::uint64_t state, Place place) {
  Slot& slot = slot_of(state);
  if (slot.state == state) {
    table_->known_at = slot.first;
    return true;
  }
  // A quarter stays free: every look ends soon.
  if (table_->used < slots_ / 4 * 3) {
    slot = {state, place};
    ++table_->used;
  }
  return false;
}

}  // namespace course::runtime
