#include "runtime/core/recurrence.hpp"

#include "runtime/core/failure.hpp"
#include "runtime/core/shadow.hpp"
#include "runtime/core/stack_frames.hpp"

extern char __start_course_runtime[], __stop_course_runtime[];

namespace course::runtime {
namespace {

// A state is compared with those of so many points after it, then given up for
// a later one: it may have been on the way into the circle.
constexpr std::uint32_t longest_circle = 1'000;

struct State {
  std::uint32_t generation;
  std::uint32_t point;
  unsigned task;
  Address site;
  std::uint64_t hash;
  TaskSet ran;  // since then
};
[[gnu::section("course_runtime")]] State first{};

std::uint64_t hash_of(std::uint64_t h, Address begin, Address end) {
  for (Address a = begin & ~Address{7}; a + 8 <= end; a += 8) {
    std::uint64_t word;
    __builtin_memcpy(&word, reinterpret_cast<const void*>(a), sizeof word);
    h = mix(h, word);
  }
  return h;
}

// All memory of the program that is alive: variables, heap, stacks; and the
// time, which may end a wait.
std::uint64_t hash_of_memory() {
  const auto ours = reinterpret_cast<Address>(__start_course_runtime);
  const auto ours_end = reinterpret_cast<Address>(__stop_course_runtime);
  const bool inside = data_begin() <= ours && ours_end <= data_end();
  std::uint64_t h =
      hash_of(rt().scheduler.now, data_begin(), inside ? ours : data_end());
  if (inside) h = hash_of(h, ours_end, data_end());
  h = hash_of(h, arena_address, rt().arena.next);
  for (std::uint32_t i = 0; i < rt().scheduler.task_count; ++i) {
    const Task& t = rt().tasks[i];
    if (t.state == TaskState::ended) continue;
    const Address top = stacks_address + (t.stack + 1) * stack_size;
    if (&t == current)
      current->frame_pointer =
          reinterpret_cast<Address>(__builtin_frame_address(0));
    h = hash_of(mix(h, t.call_site), program_frame(t), top);
    h = mix(h, rt().scheduler.enabled.has(i));
  }
  return h;
}

bool everybody_ran() {
  TaskSet idle = rt().scheduler.enabled;
  idle.remove(first.ran);
  return idle.empty();
}

}  // namespace

void look_for_recurrence() {
  const Scheduler& s = rt().scheduler;
  const Task& me = *current;
  const bool stale = first.generation != rt().generation ||
                     s.points - first.point > longest_circle;
  if (!stale) {
    first.ran.add(me.index);
    if (me.index != first.task || me.call_site != first.site ||
        !everybody_ran())
      return;
    if (hash_of_memory() == first.hash) fail_stuck(Verdict::livelock, nullptr);
    return;
  }
  first = {rt().generation, s.points,         me.index,
           me.call_site,    hash_of_memory(), TaskSet{}};
}

}  // namespace course::runtime
