#include "runtime/core/descriptors.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <cerrno>
#include <csignal>

#include "runtime/abi/raw_syscall.hpp"
#include "runtime/core/failure.hpp"
#include "runtime/core/file_locks.hpp"
#include "runtime/core/fingerprint.hpp"
#include "runtime/core/memory_files.hpp"
#include "runtime/core/process.hpp"
#include "runtime/core/scheduler.hpp"
#include "runtime/core/signals.hpp"
#include "runtime/core/trace.hpp"

namespace course::runtime {
namespace {

constexpr unsigned max_files = 256;

struct Files {
  OpenFile at[max_files];
  unsigned used;  // from this one on none was used in this schedule
  bool assigned;  // a descriptor has been, in this schedule
};
[[gnu::section("course_runtime")]] Files files{};

OpenFile* new_file() {
  for (unsigned i = 0; i < max_files; ++i) {
    OpenFile& f = files.at[i];
    if (f.references > 0) continue;
    if (i >= files.used) files.used = i + 1;
    f = OpenFile{};
    f.references = 1;
    f.real = -1;
    return &f;
  }
  return nullptr;
}

int lowest_free(int least) {
  const Process& p = this_process();
  for (int i = least; i < static_cast<int>(max_descriptors); ++i)
    if (!p.descriptors[i].file) return i;
  return -EMFILE;
}

void drop(OpenFile& f, const Process& p) {
  const bool last = --f.references == 0;
  release_file_locks(f, p, last);
  if (f.out) drop_writer(*f.out, last);
  if (!last) return;
  if (f.in) drop_reader(*f.in);
  if (f.real > 2) raw_syscall(SYS_close, f.real);
}

SyncObject* object_of(const OpenFile& f) {
  return f.in        ? f.in->object
         : f.out     ? f.out->object
         : f.process ? f.process->ending
                     : nullptr;
}

int assign(int number, OpenFile& f, bool close_on_exec, Address site) {
  keep_apart();
  files.assigned = true;
  this_process().descriptors[number] = {
      &f, close_on_exec, true, current->index, current->context, site};
  return number;
}

// Both or none.
int assign_pair(int (&ends)[2], OpenFile* first, OpenFile* second,
                bool close_on_exec, Address site) {
  const int a = first && second ? lowest_free(0) : -ENFILE;
  if (a >= 0) ends[0] = assign(a, *first, close_on_exec, site);
  const int b = a >= 0 ? lowest_free(0) : a;
  if (b >= 0) {
    ends[1] = assign(b, *second, close_on_exec, site);
    return 0;
  }
  if (a >= 0) this_process().descriptors[a].file = nullptr;
  for (OpenFile* f : {first, second})
    if (f) drop(*f, this_process());
  return b;
}

}  // namespace

Descriptor* find_descriptor(int number) {
  if (number < 0 || number >= static_cast<int>(max_descriptors)) return nullptr;
  Descriptor& d = this_process().descriptors[number];
  return d.file ? &d : nullptr;
}

OpenFile* find_file(int number) {
  const Descriptor* d = find_descriptor(number);
  return d ? d->file : nullptr;
}

OpenFile* find_file_at_point(int number, Address site) {
  OpenFile* const f = find_file(number);
  if (!f || !f->memory) return f;
  point(Operation::none, nullptr, site);
  return find_file(number);
}

SyncObject* end_of(const Descriptor& d, bool writes) {
  if (!d.file) return nullptr;
  const Channel* const c = writes ? d.file->out : d.file->in;
  return c ? c->object : nullptr;
}

int make_pipe(int (&ends)[2], bool close_on_exec, bool nonblocking,
              Address site) {
  current->call_site = site;
  Channel* const c = make_channel(site);
  if (!c) return -ENFILE;
  OpenFile* const in = new_file();
  OpenFile* const out = new_file();
  if (in) in->in = c;
  if (out) out->out = c;
  for (OpenFile* f : {in, out})
    if (f) f->nonblocking = nonblocking;
  if (rt().tracing.on) trace_step(Operation::open, c->object, 0);
  return assign_pair(ends, in, out, close_on_exec, site);
}

int make_socket_pair(int (&ends)[2], bool close_on_exec, bool nonblocking,
                     Address site) {
  current->call_site = site;
  Channel* const there = make_channel(site);
  Channel* const back = make_channel(site);
  if (!there || !back) return -ENFILE;
  OpenFile* const first = new_file();
  OpenFile* const second = new_file();
  if (first) first->in = back, first->out = there;
  if (second) second->in = there, second->out = back;
  for (OpenFile* f : {first, second})
    if (f) f->nonblocking = nonblocking, f->socket = true;
  if (rt().tracing.on) trace_step(Operation::open, there->object, 0);
  return assign_pair(ends, first, second, close_on_exec, site);
}

int open_process(pid_t pid, Address site) {
  point(Operation::open, nullptr, site);
  Process* const p = process_with_pid(pid);
  if (!p) return -ESRCH;
  OpenFile* const f = new_file();
  const int number = f ? lowest_free(0) : -ENFILE;
  if (number < 0) {
    if (f) f->references = 0;
    return number;
  }
  f->process = p;
  if (rt().tracing.on) trace_step(Operation::open, p->ending, 0);
  return assign(number, *f, true, site);
}

int adopt_descriptor(int real, bool close_on_exec, Address site) {
  OpenFile* const f = new_file();
  const int number = f ? lowest_free(0) : -ENFILE;
  if (number < 0) {
    if (f) f->references = 0;
    raw_syscall(SYS_close, real);
    return number;
  }
  f->real = real;
  return assign(number, *f, close_on_exec, site);
}

int open_file_of(MemoryFile& memory, int flags, Address site) {
  current->call_site = site;
  OpenFile* const f = new_file();
  const int number = f ? lowest_free(0) : -ENFILE;
  if (number < 0) {
    if (f) f->references = 0;
    return number;
  }
  f->memory = &memory;
  f->readable = (flags & O_ACCMODE) != O_WRONLY;
  f->writable = (flags & O_ACCMODE) != O_RDONLY;
  f->append = flags & O_APPEND;
  if (rt().tracing.on) trace_step(Operation::open, nullptr, 0);
  return assign(number, *f, flags & O_CLOEXEC, site);
}

int close_descriptor(int number, Address site) {
  Descriptor* d = find_descriptor(number);
  if (d && (object_of(*d->file) || d->file->memory)) {
    point(Operation::close, object_of(*d->file), site);
    d = find_descriptor(number);  // another thread may have closed it
  }
  if (!d) {
    current->call_site = site;
    if (number >= 0 && number < static_cast<int>(max_descriptors) &&
        this_process().descriptors[number].was_open) {
      note_end(Operation::close, nullptr, site);
      note_culprit(Operation::close, site);
      const Descriptor& gone = this_process().descriptors[number];
      Tracing& tracing = rt().tracing;
      tracing.accesses[tracing.access_count++] = {
          gone.made_by, Operation::close, true, 0,    0,
          gone.made_in, gone.made_at,     0,    false};
      Message m;
      m << "it closes the descriptor " << static_cast<std::uint64_t>(number)
        << ", which is closed already: the number may be somebody else's by "
           "now";
      fail(Verdict::lifetime, m.text(), mix(site, current->context));
    }
    return -EBADF;
  }
  OpenFile& f = *d->file;
  *d = {nullptr, false, true, current->index, current->context, site};
  if (rt().tracing.on) trace_step(Operation::close, object_of(f), 0);
  drop(f, this_process());
  return 0;
}

void close_descriptors_from(unsigned first, unsigned last, Address site) {
  for (unsigned i = first; i < max_descriptors && i <= last; ++i)
    if (find_descriptor(static_cast<int>(i)))
      close_descriptor(static_cast<int>(i), site);
}

int shut_down(int number, int how, Address site) {
  OpenFile* f = find_file(number);
  if (f && f->socket) {
    point(Operation::close, f->out->object, site);
    f = find_file(number);  // another thread may have closed it
  }
  if (!f) return -EBADF;
  if (!f->socket) return -ENOTSOCK;
  if (how != SHUT_RD && how != SHUT_WR && how != SHUT_RDWR) return -EINVAL;
  if (rt().tracing.on) trace_step(Operation::close, f->out->object, 0);
  if (how != SHUT_RD) shut(*f->out);
  if (how != SHUT_WR) shut(*f->in);
  return 0;
}

int duplicate(int number, int least, bool close_on_exec, Address site) {
  OpenFile* const f = find_file(number);
  if (!f) return -EBADF;
  const int free = lowest_free(least < 0 ? 0 : least);
  if (free < 0) return free;
  ++f->references;
  return assign(free, *f, close_on_exec, site);
}

int duplicate_to(int number, int wanted, bool close_on_exec, Address site) {
  OpenFile* f = find_file(number);
  if (!f || wanted < 0 || wanted >= static_cast<int>(max_descriptors))
    return -EBADF;
  if (wanted == number) return number;
  if (find_file(wanted)) {
    close_descriptor(wanted, site);
    f = find_file(number);  // another thread may have closed it
    if (!f) return -EBADF;
  }
  ++f->references;
  return assign(wanted, *f, close_on_exec, site);
}

ssize_t read_file(int number, void* to, std::size_t size, bool may_wait,
                  bool peek, Address site) {
  OpenFile* const f = find_file_at_point(number, site);
  if (!f) return -EBADF;
  if (f->in)
    return receive(*f->in, to, size, may_wait && !f->nonblocking, peek, site);
  if (f->memory) return read_memory(*f, to, size, f->offset);
  if (f->out || f->real < 0) return -EBADF;
  return raw_syscall(SYS_read, f->real, reinterpret_cast<long>(to),
                     static_cast<long>(size));
}

ssize_t write_file(int number, const void* from, std::size_t size,
                   bool may_wait, bool signals, Address site) {
  OpenFile* const f = find_file_at_point(number, site);
  if (!f) return -EBADF;
  if (!f->out) {
    if (f->memory) return write_memory(*f, from, size, f->offset);
    if (f->in || f->real < 0) return -EBADF;
    return raw_syscall(SYS_write, f->real, reinterpret_cast<long>(from),
                       static_cast<long>(size));
  }
  if (size == 0 && !f->socket) return 0;  // whoever reads: pipe(7)
  const ssize_t n =
      send(*f->out, from, size, may_wait && !f->nonblocking, site);
  if (n == -EPIPE && signals) raise_signal(SIGPIPE, site);
  return n;
}

ssize_t read_file_at(int number, void* to, std::size_t size, off_t offset,
                     Address site) {
  const OpenFile* const f = find_file_at_point(number, site);
  if (!f) return -EBADF;
  if (f->real >= 0)
    return raw_syscall(SYS_pread64, f->real, reinterpret_cast<long>(to),
                       static_cast<long>(size), offset);
  if (!f->memory) return -ESPIPE;
  auto at = static_cast<std::size_t>(offset);
  return offset < 0 ? -EINVAL : read_memory(*f, to, size, at);
}

ssize_t write_file_at(int number, const void* from, std::size_t size,
                      off_t offset, Address site) {
  const OpenFile* const f = find_file_at_point(number, site);
  if (!f) return -EBADF;
  if (f->real >= 0)
    return raw_syscall(SYS_pwrite64, f->real, reinterpret_cast<long>(from),
                       static_cast<long>(size), offset);
  if (!f->memory) return -ESPIPE;
  auto at = static_cast<std::size_t>(offset);
  return offset < 0 ? -EINVAL : write_memory(*f, from, size, at);
}

void share_descriptors(const Process& from, Process& to) {
  for (unsigned i = 0; i < max_descriptors; ++i) {
    Descriptor& d = to.descriptors[i] = from.descriptors[i];
    d.was_open = d.file;
    if (d.file) ++d.file->references;
  }
}

void close_descriptors(Process& p) {
  for (Descriptor& d : p.descriptors) {
    if (!d.file) continue;
    OpenFile& f = *d.file;
    d.file = nullptr;
    drop(f, p);
  }
}

void begin_descriptors() {
  // Of the schedule before, files of the machine's may still be open.
  for (unsigned i = 0; i < files.used; ++i) {
    if (files.at[i].references > 0 && files.at[i].real > 2)
      raw_syscall(SYS_close, files.at[i].real);
    files.at[i].references = 0;
  }
  Process& p = rt().processes.at[0];
  if (files.assigned)
    for (Descriptor& d : p.descriptors) d = Descriptor{};
  files.assigned = false;
  files.used = 0;
  reset_channels();
  begin_file_locks();
  for (int i = 0; i < 3; ++i) {
    p.descriptors[i] = Descriptor{};
    p.descriptors[i].file = new_file();
    p.descriptors[i].file->real = i;
  }
}

void fail_if_descriptors_are_left() {
  const Process& p = this_process();
  for (unsigned i = 3; i < max_descriptors; ++i) {
    const Descriptor& d = p.descriptors[i];
    if (!d.file) continue;
    Tracing& tracing = rt().tracing;
    tracing.accesses[0] = {d.made_by, Operation::open, true, 0,    0,
                           d.made_in, d.made_at,       0,    false};
    tracing.access_count = 1;
    Message m;
    m << "descriptor " << i << " is still open at the end";
    fail(Verdict::leak, m.text(), i);
  }
}

}  // namespace course::runtime
