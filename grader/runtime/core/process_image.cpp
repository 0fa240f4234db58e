#include "runtime/core/process_image.hpp"

#include <dlfcn.h>

#include <cstdio>

#include "runtime/core/arena.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/snapshot.hpp"
#include "runtime/core/thread_storage.hpp"

extern "C" void _IO_list_resetlock();  // the C library's

namespace course::runtime {
namespace {

// stdin, stdout and stderr with nothing in their buffers, and no others.
struct Streams {
  FILE first[3];
  FILE* list;
  FILE** head;  // the C library's own variable: the first open stream
};
[[gnu::section("course_runtime")]] Streams streams{};

FILE* stream(unsigned i) { return i == 0 ? stdin : i == 1 ? stdout : stderr; }

// The lowest byte of this stack that matters to the process; 0: none does.
Address live_part(const Process& p, unsigned stack) {
  const Task& t = rt().tasks[p.on_stack[stack]];
  if (t.process != p.index) return p.inherited_from[stack];
  if (t.state == TaskState::ended) return 0;
  return reinterpret_cast<Address>(t.stack_pointer);
}

// `use` is called with each range of bytes that is private to the process.
template <class Use>
void for_each_range(const Process& p, Use use) {
  const PrivateData data = private_data();
  use(data.parts[0]);
  use(data.parts[1]);
  const Address heap_end = rt().arena.next;
  use(Range{arena_address, heap_end - arena_address});
  use(Range{reinterpret_cast<Address>(rt().arena.liveness),
            (heap_end - arena_address) / 8});
  for (unsigned i = 0; i < 3; ++i)
    use(Range{reinterpret_cast<Address>(stream(i)), sizeof(FILE)});
  use(Range{reinterpret_cast<Address>(streams.head), sizeof *streams.head});
  for (unsigned s = 0; s < rt().scheduler.task_count; ++s) {
    if (!p.stacks.has(s) || !rt().processes.forked_stacks.has(s)) continue;
    if (const Address low = live_part(p, s))
      use(Range{low, stacks_address + (s + 1) * stack_size - low});
    const Task& t = rt().tasks[p.on_stack[s]];
    if (t.process == p.index) use(variables_in(t.storage));
  }
}

std::size_t room_for(const Range& r) {
  return sizeof r + ((r.size + 7) & ~std::size_t{7});
}

void make_room(Image& image, std::size_t size) {
  if (image.capacity >= size) return;
  Processes& all = rt().processes;
  image.capacity = (size + size / 2 + 63) & ~std::size_t{63};
  if (all.image_bytes + image.capacity > images_size)
    fail(Verdict::too_slow, "its processes take too much memory", 0);
  image.bytes = reinterpret_cast<std::byte*>(images_address + all.image_bytes);
  all.image_bytes += image.capacity;
}

}  // namespace

FILE* first_stream() { return *streams.head; }

void keep_streams() {
  for (unsigned i = 0; i < 3; ++i) streams.first[i] = *stream(i);
  // By name alone it would be a copy of our executable's, which the library
  // does not look at.
  void* const library = dlopen("libc.so.6", RTLD_LAZY | RTLD_NOLOAD);
  streams.head = static_cast<FILE**>(dlsym(library, "_IO_list_all"));
  streams.list = *streams.head;
}

void put_streams_back() {
  for (unsigned i = 0; i < 3; ++i) *stream(i) = streams.first[i];
  *streams.head = streams.list;
  _IO_list_resetlock();  // a schedule may have been left while it was held
}

void save_image(Process& p) {
  Image& image = p.image;
  std::size_t size = 0;
  for_each_range(p, [&](const Range& r) { size += room_for(r); });
  make_room(image, size);
  image.heap_end = rt().arena.next;
  image.size = size;
  std::byte* to = image.bytes;
  for_each_range(p, [&](const Range& r) {
    __builtin_memcpy(to, &r, sizeof r);
    __builtin_memcpy(to + sizeof r, reinterpret_cast<void*>(r.begin), r.size);
    to += room_for(r);
  });
}

void load_image(const Process& p) {
  const Image& image = p.image;
  for (const std::byte *from = image.bytes, *end = from + image.size;
       from < end;) {
    Range range;
    __builtin_memcpy(&range, from, sizeof range);
    __builtin_memcpy(reinterpret_cast<void*>(range.begin), from + sizeof range,
                     range.size);
    from += room_for(range);
  }
  mark_foreign(image.heap_end);
}

}  // namespace course::runtime
