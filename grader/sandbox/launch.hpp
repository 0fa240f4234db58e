// Starts a program below a small process of ours, its init.
//
//   run()  --clone(CLONE_NEWPID)-->  init (pid 1)  --vfork, exec-->  program
//
// Init is there so that the program is not pid 1 (whose signals behave in
// their own way), and so that every orphan ends up with a parent that reaps
// it. In a PID namespace the death of init is the death of everything in it,
// by the kernel's hand, even for a fork bomb.
#pragma once

#include <sys/types.h>

#include "sandbox/descriptor.hpp"
#include "sandbox/process.hpp"

namespace course::sandbox {

// What init and the program write to Launched::reports, one at a time.
struct Report {
  enum Kind : int { not_started, ended } kind;
  int value;  // errno, or a status as wait(2) gives it
  int left;   // ended: 1 if other processes still exist; init then waits
};

struct Launched {
  pid_t init = -1;
  Descriptor handle;       // pidfd of init
  Descriptor output;       // stdout and stderr; does not block
  Descriptor reports;      // of Report; does not block
  Descriptor turns;        // if the command takes turns
  bool contained = false;  // in its own PID namespace: dies with init
};

// Throws MachineError if not even init can be started.
Launched launch(const Command&);

}  // namespace course::sandbox
