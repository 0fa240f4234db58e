#include "runtime/core/mappings.hpp"

#include <sys/mman.h>

#include <algorithm>
#include <cerrno>

#include "runtime/core/arena.hpp"
#include "runtime/core/channel.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/faults.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/memory_files.hpp"
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
  bool shared, writable;
  const MemoryFile* file;  // null: anonymous
  std::size_t offset;      // in the file
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

int refuse_request(const MapRequest& q, Address site) {
  if (q.size == 0 || q.offset % page_size) return EINVAL;
  if (mappings.count == max_mappings || q.size > mappings_size ||
      q.offset > mappings_size || inject_failure(protocol::fault_mapping, site))
    return ENOMEM;
  return 0;
}

void note(Address begin, const MapRequest& q, bool shared, Address site) {
  keep_apart();
  const Task& me = *current;
  mappings.at[mappings.count++] = {
      begin,  q.size,   whole_pages(q.size), shared,   q.writable,
      q.file, q.offset, bit(this_process()), me.index, me.context,
      site};
  if (rt().tracing.on) trace_memory(Operation::map, begin, q.size, site);
}

// Of the mapping, what a process can use: a file may end before.
std::size_t usable(const Mapped& m) {
  if (!m.file) return m.pages;
  const std::size_t in_file = whole_pages(m.file->size);
  if (in_file <= m.offset) return 0;
  return std::min(m.pages, in_file - m.offset);
}

void drop(Mapped& m, const Process& p) { m.users &= ~bit(p); }

}  // namespace

Address reserve_shared(std::size_t size) {
  // A page between any two, so that who goes too far meets none of the next.
  const std::size_t pages = whole_pages(size);
  if (mappings.next + pages + page_size > mappings_address + mappings_size)
    return 0;
  const Address begin = mappings.next;
  mappings.next += pages + page_size;
  return begin;
}

int map_shared(const MapRequest& q, Address& where, Address site) {
  current->call_site = site;
  if (const int error = refuse_request(q, site)) return error;
  if (!q.file) {
    where = reserve_shared(q.size);
    if (!where) return ENOMEM;
  } else {
    if (give_room(*q.file, q.offset + whole_pages(q.size)) != 0) return ENOMEM;
    ++q.file->mappings;
    where = q.file->bytes + q.offset;
  }
  note(where, q, true, site);
  return 0;
}

int map_private(const MapRequest& q, Address& where, Address site) {
  current->call_site = site;
  if (const int error = refuse_request(q, site)) return error;
  const std::size_t pages = whole_pages(q.size);
  void* const p = arena_allocate(pages, page_size);
  if (!p) return ENOMEM;
  __builtin_memset(p, 0, pages);
  if (q.file && q.file->size > q.offset)
    __builtin_memcpy(p, reinterpret_cast<void*>(q.file->bytes + q.offset),
                     std::min(pages, q.file->size - q.offset));
  where = reinterpret_cast<Address>(p);
  note(where, q, false, site);
  return 0;
}

int unmap(Address begin, std::size_t size, Address site) {
  // Two windows to a file are at one address: whichever is meant, the one to
  // write through stays longest.
  Mapped* found = nullptr;
  for (unsigned i = 0; i < mappings.count; ++i) {
    Mapped& m = mappings.at[i];
    if (m.begin == begin && m.pages == whole_pages(size) && used_here(m) &&
        (!found || found->writable))
      found = &m;
  }
  if (!found) return EINVAL;
  if (rt().tracing.on) trace_memory(Operation::unmap, begin, size, site);
  drop(*found, this_process());
  if (!found->shared) arena_free(reinterpret_cast<void*>(begin), site);
  return 0;
}

int protect(Address begin, std::size_t size, bool writable) {
  bool found = false;
  for (unsigned i = 0; i < mappings.count; ++i) {
    Mapped& m = mappings.at[i];
    if (begin < m.begin || begin >= m.begin + m.pages || !used_here(m))
      continue;
    found = true;
    const bool all = begin == m.begin && whole_pages(size) >= m.pages;
    if (writable || (all && m.users == bit(this_process())))
      m.writable = writable;
  }
  return found ? 0 : ENOMEM;
}

const char* dead_in_mappings(Address a, std::size_t size, bool to_write) {
  const char* what = nullptr;  // the newest mapping in use decides
  bool gone = false;
  for (unsigned i = mappings.count; i-- > 0;) {
    const Mapped& m = mappings.at[i];
    if (!m.shared || a < m.begin || a >= m.begin + m.pages) continue;
    const bool too_far = a + size > m.begin + usable(m);
    if (!used_here(m))
      gone = true;
    else if (!too_far && (m.writable || !to_write))
      return nullptr;
    else if (!what && too_far)
      what = usable(m) < m.pages
                 ? "it lies beyond the end of the file, which is smaller than "
                   "the mapping"
                 : "it goes beyond the end of the mapping";
    else if (!what)
      what = "its mapping is for reading only, without PROT_WRITE";
  }
  if (what) return what;
  return gone ? "it lies in memory that is no longer mapped"
              : "it lies outside every mapping";
}

void share_mappings(const Process& from, const Process& to) {
  for (unsigned i = 0; i < mappings.count; ++i)
    if (mappings.at[i].users & bit(from)) mappings.at[i].users |= bit(to);
}

void drop_mappings(const Process& p) {
  for (unsigned i = 0; i < mappings.count; ++i) drop(mappings.at[i], p);
}

void begin_mappings() {
  for (unsigned i = 0; i < mappings.count; ++i)
    if (const Mapped& m = mappings.at[i]; m.shared && !m.file)
      __builtin_memset(reinterpret_cast<void*>(m.begin), 0, m.pages);
  mappings.count = 0;
  mappings.next = mappings_address + page_size;
}

void fail_if_mappings_are_left() {
  for (unsigned i = 0; i < mappings.count; ++i) {
    const Mapped& m = mappings.at[i];
    if (!used_here(m)) continue;
    Tracing& tracing = rt().tracing;
    tracing.accesses[0] = {m.made_by,
                           Operation::map,
                           true,
                           m.begin,
                           static_cast<std::uint32_t>(m.size),
                           m.made_in,
                           m.made_at,
                           0,
                           false};
    tracing.access_count = 1;
    Message text;
    text << "a mapping of " << m.size << " bytes is still there at the end";
    fail(Verdict::leak, text.text(), i);
  }
}

}  // namespace course::runtime
