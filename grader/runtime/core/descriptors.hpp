// Descriptors of processes: small numbers for open files (open(2)), which
// fork copies and close gives back. A file that is no pipe and no socket is
// the machine's own. So are numbers from max_descriptors on, which calls that
// are not modelled return: the lower ones are taken (worker_main.cpp).
#pragma once

#include "runtime/core/channel.hpp"
#include "runtime/core/state.hpp"

namespace course::runtime {

struct MemoryFile;

// An open file description: what several descriptors can refer to.
struct OpenFile {
  unsigned references;  // 0: not in use
  Channel* in;          // it reads from there; null: it cannot
  Channel* out;
  int real;  // the machine's descriptor; -1: none
  bool nonblocking;
  bool socket;
  Process* process;    // it stands for that one: pidfd_open(2)
  MemoryFile* memory;  // null: another kind of file
  bool readable, writable;
  bool append;         // O_APPEND
  std::size_t offset;  // of the next read or write
};

// EBADF, EMFILE and the like come back as minus the errno value.

// pipe2(2), socketpair(2) with SOCK_STREAM.
int make_pipe(int (&ends)[2], bool close_on_exec, bool nonblocking,
              Address site);
int make_socket_pair(int (&ends)[2], bool close_on_exec, bool nonblocking,
                     Address site);
// pidfd_open(2); of a process of this schedule.
int open_process(pid_t, Address site);
// For a descriptor of the machine's, which from now on is the program's.
int adopt_descriptor(int real, bool close_on_exec, Address site);
// open(2) of that file: O_RDONLY, O_WRONLY or O_RDWR, O_APPEND and O_CLOEXEC.
int open_file_of(MemoryFile&, int flags, Address site);
int close_descriptor(int number, Address site);
// close_range(2): those that are open, none of which counts as closed twice.
void close_descriptors_from(unsigned first, unsigned last, Address site);
// shutdown(2).
int shut_down(int number, int how, Address site);
// dup(2) and fcntl(F_DUPFD): the lowest number from `least` on; dup2(2).
int duplicate(int number, int least, bool close_on_exec, Address site);
int duplicate_to(int number, int wanted, bool close_on_exec, Address site);

// Null: not open in this process.
Descriptor* find_descriptor(int number);
OpenFile* find_file(int number);
// The same, behind a point if it lies in memory: what others do to that can be
// seen, and another thread may have closed the descriptor.
OpenFile* find_file_at_point(int number, Address site);

// The bytes that it can write to, or read from; null: none.
SyncObject* end_of(const Descriptor&, bool writes);

ssize_t read_file(int number, void* to, std::size_t size, bool may_wait,
                  bool peek, Address site);
// pread(2), pwrite(2).
ssize_t read_file_at(int number, void* to, std::size_t size, off_t offset,
                     Address site);
ssize_t write_file_at(int number, const void* from, std::size_t size,
                      off_t offset, Address site);
// `signals`: SIGPIPE where nobody reads.
ssize_t write_file(int number, const void* from, std::size_t size,
                   bool may_wait, bool signals, Address site);

// fork and the end of a process.
void share_descriptors(const Process& from, Process& to);
void close_descriptors(Process&);
// Once a schedule: 0, 1 and 2 are the machine's.
void begin_descriptors();
// At the end of the scenario. Fails with `leak`.
void fail_if_descriptors_are_left();

}  // namespace course::runtime
