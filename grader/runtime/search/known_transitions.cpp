#include "runtime/search/known_transitions.hpp"

#include <sys/mman.h>

namespace course::runtime {
namespace {

constexpr std::size_t first_slots = 1u << 12, most_slots = 1u << 20;

constexpr std::uint32_t announced = ~std::uint32_t{0};  // as a schedule

}  // namespace

KnownTransitions::KnownTransitions()
    : slots_(first_slots), table_(make(first_slots)) {}

KnownTransitions::~KnownTransitions() { munmap(table_, bytes_of(slots_)); }

std::size_t KnownTransitions::bytes_of(std::size_t slots) {
  return sizeof(Table) + slots * sizeof(Slot);
}

KnownTransitions::Table* KnownTransitions::make(std::size_t slots) {
  return static_cast<Table*>(mmap(nullptr, bytes_of(slots),
                                  PROT_READ | PROT_WRITE,
                                  MAP_SHARED | MAP_ANONYMOUS, -1, 0));
}

KnownTransitions::Slot& KnownTransitions::slot_of(
    std::uint64_t transition) const {
  std::size_t i = (transition >> 20) & (slots_ - 1);
  while (table_->slots[i].transition != 0 &&
         table_->slots[i].transition != transition)
    i = (i + 1) & (slots_ - 1);
  return table_->slots[i];
}

void KnownTransitions::put(Slot& slot, const Slot& value) {
  if (slot.transition == 0) {
    // A quarter stays free: every look ends soon.
    if (table_->used >= slots_ / 4 * 3) return;
    ++table_->used;
  }
  slot = value;
}

void KnownTransitions::make_room() {
  if (table_->used < slots_ / 2 || slots_ == most_slots) return;
  Table* const old = table_;
  const std::size_t old_slots = slots_;
  slots_ *= 2;
  table_ = make(slots_);
  table_->used = old->used;
  for (std::size_t i = 0; i < old_slots; ++i)
    if (const Slot& slot = old->slots[i]; slot.transition != 0)
      slot_of(slot.transition) = slot;
  munmap(old, bytes_of(old_slots));
}

bool KnownTransitions::take(std::uint64_t transition, Place next) {
  Slot& slot = slot_of(transition);
  if (slot.transition && slot.next.schedule != announced) return false;
  put(slot, {transition, next});
  return true;
}

std::optional<Place> KnownTransitions::taken(std::uint64_t transition) const {
  const Slot& slot = slot_of(transition);
  if (slot.transition == 0 || slot.next.schedule == announced)
    return std::nullopt;
  return slot.next;
}

bool KnownTransitions::announce(std::uint64_t transition,
                                std::uint32_t delays) {
  make_room();
  Slot& slot = slot_of(transition);
  if (slot.transition &&
      (slot.next.schedule != announced || slot.next.choice <= delays))
    return false;
  put(slot, {transition, {announced, delays}});
  return true;
}

}  // namespace course::runtime
