// Runs one program under limits, apart from everything else: own PID namespace
// where the kernel gives one (else an own session and a subreaper), stdin
// empty, fixed environment, no address-space randomisation, killed with all
// its descendants when it ends, when a limit is reached, and when the calling
// thread dies.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace course::sandbox {

struct Limits {
  double cpu_seconds = 10;   // of all its processes together
  double wall_seconds = 60;  // safety net only: no verdict depends on it
  std::size_t memory_bytes = std::size_t{1} << 30;  // resident, all processes
  // Address space of one process; 0: not limited (a worker reserves gigabytes
  // that it never touches).
  std::size_t address_bytes = 0;
  std::size_t output_bytes = 64 * 1024;  // kept; the rest is read and dropped
  std::size_t flood_bytes = std::size_t{64} << 20;  // written: it is killed
  std::size_t file_bytes = std::size_t{64} << 20;   // of any file it writes
  int processes = 16;                               // at a time
};

enum class End : std::uint8_t {
  exited,
  signalled,
  out_of_cpu,
  out_of_memory,
  out_of_time,
  stalled,    // no progress and no processor time (see Command::progress)
  cancelled,  // Command::cancel was set, or Ctrl-C (see interrupt_all)
  not_started,
  too_many_processes,
  too_much_output,
};

struct Ended {
  End how = End::not_started;
  int code = 0;        // exit status or signal number; errno for not_started
  std::string output;  // stdout and stderr, as they came
  bool output_cut = false;
  double wall_seconds = 0, cpu_seconds = 0;
  // Bytes, of all its processes. Small programs show what the caller holds
  // instead: the kernel counts the memory before exec too.
  std::size_t peak_memory = 0;
  int left_behind = 0;     // processes still alive when the main one ended
  bool contained = false;  // it ran in a PID namespace of its own
  std::string stuck_in;    // stalled: the system call, "read(2)"
};

struct Command {
  std::vector<std::string> arguments;    // [0]: the program's path
  std::vector<std::string> environment;  // "NAME=value"; nothing is inherited
  std::string directory;                 // empty: the caller's
  Limits limits;
  // This descriptor becomes descriptor 3 of the program; -1: none. The program
  // has no other descriptor than that and 0, 1, 2; and 4 if it takes turns.
  int mapping = -1;
  // It may do more than one piece of work: see Server.
  bool takes_turns = false;
  // Grows while the program gets on. Still for `stall_seconds` while next to
  // no processor time is used either: the program blocks outside the
  // scheduler's control. Null: not watched.
  const std::atomic<std::uint64_t>* progress = nullptr;
  double stall_seconds = 2;
  // Still while this much processor time is used: it is at a loop that nothing
  // can interrupt. Ends as out_of_cpu.
  double stuck_cpu_seconds = 5;
  // Looked at every 10 ms.
  const std::atomic<bool>* cancel = nullptr;
  // False: no PID namespace even where there could be one (for tests of what
  // happens on other machines).
  bool contain = true;
};

// Never throws for what the program does. Throws MachineError
// (protocol/error.hpp) if this machine cannot run programs at all. May be
// called by several threads at a time.
Ended run(const Command&);

// A program that does one piece of work after another. It sends a byte by its
// descriptor 4 when it has done one and is ready for the next, and waits for a
// byte. The limits but for that of time on the wall hold for all of them
// together. Used by one thread.
class Server {
 public:
  // Starts the program. `command`, which takes turns, must outlive it. Throws
  // as run().
  explicit Server(const Command& command);
  ~Server();  // ends the program
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The program does the next piece, the first time the one that it has begun
  // with. Nothing: it is ready for another one. Else it has ended, and this
  // must not be called again.
  std::optional<Ended> work();

 private:
  class Watch;
  friend Ended run(const Command&);
  std::unique_ptr<Watch> watch_;
  bool worked_ = false;
};

// Ends every run() of this process, present and future, as `cancelled`. May be
// called from a signal handler: this is all that Ctrl-C has to do.
void interrupt_all() noexcept;
bool interrupted() noexcept;

}  // namespace course::sandbox
