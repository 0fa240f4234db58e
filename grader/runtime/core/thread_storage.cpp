// A block of its own for each task is made by the dynamic linker's allocator
// (_dl_allocate_tls), so thread_local, errno and exceptions work as in a
// thread; switching sets the FS base. An instruction does that in 20 ns
// (FSGSBASE: Linux 5.9 and most processors; some virtual machines hide it), a
// system call in 0.2 to 4 us. Where only the call is left, a program without
// thread_local variables does without: all tasks share one block, and what the
// libraries keep there is copied out and in.
#include "runtime/core/thread_storage.hpp"

#include <cxxabi.h>
#include <dlfcn.h>
#include <link.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>

#include "runtime/core/arch.hpp"
#include "runtime/core/state.hpp"

namespace course::runtime {
namespace {

enum class Switching {
  by_instruction,
  by_system_call,
  by_copying,
  by_kernel,  // every task has a thread
};

// The executable's thread-local image; it lies right below the thread pointer.
struct ThreadLocalImage {
  const char* bytes = nullptr;
  std::size_t file_size = 0, size = 0, offset = 0;
};

struct State {
  Switching switching;
  void* (*allocate_tls)(void*);
  void (*ctype_init)();
  std::size_t tid_offset;
  ThreadLocalImage image;
  std::size_t variables;  // bytes below the thread pointer that are in use
};
[[gnu::section("course_runtime")]] State state{};

int find_image(dl_phdr_info* info, std::size_t, void* out) {
  auto& image = *static_cast<ThreadLocalImage*>(out);
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& header = info->dlpi_phdr[i];
    if (header.p_type != PT_TLS) continue;
    image.bytes =
        reinterpret_cast<const char*>(info->dlpi_addr + header.p_vaddr);
    image.file_size = header.p_filesz;
    image.size = header.p_memsz;
    image.offset =
        (header.p_memsz + header.p_align - 1) & ~(header.p_align - 1);
  }
  return 1;  // the first object is the executable
}

// At least what the executable's and the libraries' variables take; the linker
// leaves more than that of room.
int add_variables(dl_phdr_info* info, std::size_t, void* out) {
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const auto& header = info->dlpi_phdr[i];
    if (header.p_type == PT_TLS)
      *static_cast<std::size_t*>(out) += header.p_memsz + header.p_align;
  }
  return 0;
}

// Where glibc keeps the kernel's thread id in its thread block.
std::size_t find_tid_offset() {
  const auto* block = reinterpret_cast<const int*>(thread_pointer());
  const int tid = static_cast<int>(syscall(SYS_gettid));
  for (std::size_t i = 16; i < 512; ++i)
    if (block[i] == tid) return i * sizeof(int);
  return 0;
}

void show_block(Address block) {
  if (state.switching == Switching::by_instruction)
    write_thread_pointer(block);
  else
    ask_for_thread_pointer(block);
}

Address make_block() {
  const auto old = reinterpret_cast<const char*>(thread_pointer());
  auto* block = static_cast<char*>(state.allocate_tls(nullptr));
  auto put = [&](std::size_t offset, Address value) {
    __builtin_memcpy(block + offset, &value, sizeof value);
  };
  put(0, reinterpret_cast<Address>(block));     // tcb
  put(0x10, reinterpret_cast<Address>(block));  // self
  // The stack and pointer guards are per process.
  __builtin_memcpy(block + 0x28, old + 0x28, 16);
  if (state.tid_offset)
    __builtin_memcpy(block + state.tid_offset, old + state.tid_offset,
                     sizeof(int));
  show_block(reinterpret_cast<Address>(block));
  state.ctype_init();
  show_block(reinterpret_cast<Address>(old));
  return reinterpret_cast<Address>(block);
}

LibraryLocals read_locals() {
  const auto* exceptions = reinterpret_cast<Address*>(abi::__cxa_get_globals());
  return {{exceptions[0], exceptions[1]},
          std::__once_callable,
          std::__once_call,
          errno};
}

void write_locals(const LibraryLocals& l) {
  auto* exceptions = reinterpret_cast<Address*>(abi::__cxa_get_globals());
  exceptions[0] = l.exceptions[0];
  exceptions[1] = l.exceptions[1];
  std::__once_callable = l.once_callable;
  std::__once_call = l.once_call;
  errno = l.error;
}

template <class T>
bool lies_in(const T& object, Address a) {
  return a - reinterpret_cast<Address>(&object) < sizeof object;
}

}  // namespace

const char* start_thread_storage() {
  dl_iterate_phdr(find_image, &state.image);
  dl_iterate_phdr(add_variables, &state.variables);
  state.switching = rt().flags & protocol::kernel_threads ? Switching::by_kernel
                    : can_write_thread_pointer() ? Switching::by_instruction
                    : state.image.size           ? Switching::by_system_call
                                                 : Switching::by_copying;
  state.allocate_tls = reinterpret_cast<void* (*)(void*)>(
      dlsym(RTLD_DEFAULT, "_dl_allocate_tls"));
  state.ctype_init =
      reinterpret_cast<void (*)()>(dlsym(RTLD_DEFAULT, "__ctype_init"));
  if (!state.allocate_tls || !state.ctype_init)
    return "the C library has no _dl_allocate_tls or no __ctype_init";
  state.tid_offset = find_tid_offset();
  return nullptr;
}

void prepare_thread_storage(ThreadStorage& s) {
  if (state.switching == Switching::by_copying) {
    s.locals = LibraryLocals{};
    return;
  }
  if (s.block == 0) {
    Task* const me = current;
    current =
        nullptr;  // the dynamic linker's malloc must not come from the arena
    s.block = make_block();
    current = me;
  }
  const auto& image = state.image;
  if (image.size == 0) return;
  auto* at = reinterpret_cast<char*>(s.block - image.offset);
  __builtin_memcpy(at, image.bytes, image.file_size);
  __builtin_memset(at + image.file_size, 0, image.size - image.file_size);
}

void switch_thread_storage(ThreadStorage& from, ThreadStorage& to) {
  if (state.switching == Switching::by_copying) {
    from.locals = read_locals();
    write_locals(to.locals);
    return;
  }
  if (state.switching == Switching::by_kernel) return;
  from.block = thread_pointer();
  show_block(to.block);
}

void share_thread_storage(const ThreadStorage& from, ThreadStorage& to) {
  to.block = from.block;
  if (state.switching == Switching::by_copying) to.locals = read_locals();
}

Range variables_in(const ThreadStorage& s) {
  if (state.switching == Switching::by_copying) return {0, 0};
  return {s.block - state.variables, state.variables};
}

bool in_switched_storage(Address a) {
  return state.switching == Switching::by_copying &&
         (lies_in(errno, a) || lies_in(std::__once_callable, a) ||
          lies_in(std::__once_call, a));
}

}  // namespace course::runtime
