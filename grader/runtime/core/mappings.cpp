#include "runtime/core/mappings.hpp"

#include <sys/mman.h>

#include <cerrno>

#include "runtime/core/arena.hpp"
#include "runtime/core/channel.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/faults.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

constexpr unsigned max_mappings = 256;

struct Mapped {
  Address begin;
  std::size_t size;   // as asked for
  std::size_t pages;  // bytes, whole pages
  bool shared;
  std::uint64_t users;  // processes that have it mapped; private: that made it
  std::uint32_t made_by, made_in;
  Address made_at;
};

struct Mappings {
  Mapped at[max_mappings];
  unsigned count;
  Address next;
};
[[gnu::section("course_runtime")]] Mappings mappings{};

std::uint64_t bit(const Process& p) { return std::uint64_t{1} << p.index; }

std::size_t whole_pages(std::size_t size) {
  return (size + page_size - 1) & ~std::size_t{page_size - 1};
}

bool used_here(const Mapped& m) { return m.users & bit(this_process()); }

int refuse_size(std::size_t size, Address site) {
  if (size == 0) return EINVAL;
  if (mappings.count == max_mappings || size > mappings_size ||
      inject_failure(protocol::fault_mapping, site))
    return ENOMEM;
  return 0;
}

void note(Address begin, std::size_t size, bool shared, Address site) {
  const Task& me = *current;
  mappings.at[mappings.count++] = {begin,
                                   size,
                                   whole_pages(size),
                                   shared,
                                   bit(this_process()),
                                   me.index,
                                   me.context,
                                   site};
  if (rt().tracing.on) trace_memory(Operation::map, begin, size, site);
}

void drop(Mapped& m, const Process& p) { m.users &= ~bit(p); }

}  // namespace

int map_shared(std::size_t size, Address& where, Address site) {
  current->call_site = site;
  if (const int error = refuse_size(size, site)) return error;
  // A page between any two, so that who goes too far meets none of the next.
  const std::size_t pages = whole_pages(size);
  if (mappings.next + pages + page_size > mappings_address + mappings_size)
    return ENOMEM;
  where = mappings.next;
  mappings.next += pages + page_size;
  note(where, size, true, site);
  return 0;
}

int map_private(std::size_t size, Address& where, Address site) {
  current->call_site = site;
  if (const int error = refuse_size(size, site)) return error;
  void* const p = arena_allocate(whole_pages(size), page_size);
  if (!p) return ENOMEM;
  __builtin_memset(p, 0, whole_pages(size));
  where = reinterpret_cast<Address>(p);
  note(where, size, false, site);
  return 0;
}

int unmap(Address begin, std::size_t size, Address site) {
  for (unsigned i = 0; i < mappings.count; ++i) {
    Mapped& m = mappings.at[i];
    if (m.begin != begin || !used_here(m)) continue;
    if (whole_pages(size) != m.pages) return EINVAL;
    if (rt().tracing.on) trace_memory(Operation::unmap, begin, size, site);
    drop(m, this_process());
    if (!m.shared)
      arena_free(reinterpret_cast<void*>(begin), site,
                 reinterpret_cast<Address>(__builtin_frame_address(0)));
    return 0;
  }
  return EINVAL;
}

const char* dead_in_mappings(Address a, std::size_t size) {
  for (unsigned i = mappings.count; i-- > 0;) {
    const Mapped& m = mappings.at[i];
    if (!m.shared || a < m.begin || a >= m.begin + m.pages) continue;
    if (!used_here(m)) return "it lies in memory that is no longer mapped";
    if (a + size > m.begin + m.pages)
      return "it goes beyond the end of the mapping";
    return nullptr;
  }
  return "it lies outside every mapping";
}

void share_mappings(const Process& from, const Process& to) {
  for (unsigned i = 0; i < mappings.count; ++i)
    if (mappings.at[i].users & bit(from)) mappings.at[i].users |= bit(to);
}

void drop_mappings(const Process& p) {
  for (unsigned i = 0; i < mappings.count; ++i) drop(mappings.at[i], p);
}

void begin_mappings() {
  if (mappings.count > 0)
    __builtin_memset(reinterpret_cast<void*>(mappings_address), 0,
                     mappings.next - mappings_address);
  mappings.count = 0;
  mappings.next = mappings_address + page_size;
}

void fail_if_mappings_are_left() {
  for (unsigned i = 0; i < mappings.count; ++i) {
    const Mapped& m = mappings.at[i];
    if (!used_here(m)) continue;
    Tracing& tracing = rt().tracing;
    tracing.accesses[0] = {m.made_by, Operation::map, true, m.begin, 0,
                           m.made_in, m.made_at,      0,    false};
    tracing.access_count = 1;
    Message text;
    text << "a mapping of " << m.size << " bytes is still there at the end";
    fail(Verdict::leak, text.text(), i);
  }
}

}  // namespace course::runtime
