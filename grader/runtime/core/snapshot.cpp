#include "runtime/core/snapshot.hpp"

#include <link.h>
#include <sys/mman.h>

extern char __start_course_runtime[], __stop_course_runtime[];

namespace course::runtime {
namespace {

struct Snapshot {
  Address begin, end;
  char* copy;
};
[[gnu::section("course_runtime")]] Snapshot snapshot{};

// The writable segment of the executable, less what the linker made read-only
// after relocation.
int find_data(dl_phdr_info* info, std::size_t, void* out) {
  auto& data = *static_cast<DataSegment*>(out);
  Address relro_end = 0;
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& h = info->dlpi_phdr[i];
    const Address begin = info->dlpi_addr + h.p_vaddr;
    if (h.p_type == PT_GNU_RELRO) relro_end = begin + h.p_memsz;
  }
  data.begin = ~Address{0};
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& h = info->dlpi_phdr[i];
    if (h.p_type != PT_LOAD || !(h.p_flags & PF_W)) continue;
    Address begin = info->dlpi_addr + h.p_vaddr;
    const Address end = begin + h.p_memsz;
    // A linker may give the read-only part a segment of its own.
    if (relro_end > begin) begin = relro_end < end ? relro_end : end;
    if (begin == end) continue;
    if (begin < data.begin) data.begin = begin;
    if (end > data.end) data.end = end;
  }
  data.text_end = data.begin;
  return 1;
}

void copy_data(char* to, const char* from) {
  for (const Range& r : private_data().parts) {
    const std::size_t offset = r.begin - snapshot.begin;
    __builtin_memcpy(to + offset, from + offset, r.size);
  }
}

}  // namespace

PrivateData private_data() {
  const auto own_begin = reinterpret_cast<Address>(__start_course_runtime);
  const auto own_end = reinterpret_cast<Address>(__stop_course_runtime);
  const auto [begin, end, copy] = snapshot;
  if (own_begin >= end || own_end <= begin)
    return {{{begin, end - begin}, {end, 0}}};
  const Address first = own_begin > begin ? own_begin : begin;
  const Address second = own_end < end ? own_end : end;
  return {{{begin, first - begin}, {second, end - second}}};
}

DataSegment take_snapshot() {
  DataSegment data{};
  dl_iterate_phdr(find_data, &data);
  snapshot.begin = data.begin;
  snapshot.end = data.end;
  void* copy = mmap(nullptr, data.end - data.begin, PROT_READ | PROT_WRITE,
                    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  snapshot.copy = static_cast<char*>(copy);
  copy_data(snapshot.copy, reinterpret_cast<char*>(data.begin));
  return data;
}

void restore_snapshot() {
  copy_data(reinterpret_cast<char*>(snapshot.begin), snapshot.copy);
}

}  // namespace course::runtime
