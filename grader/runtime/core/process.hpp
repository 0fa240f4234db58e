// Processes of the program under test. A forked process is tasks like any
// others, in the same schedule; its memory is a copy that lies aside while
// another process runs (process_image.hpp), at the same addresses. So fork
// costs a copy of a few kilobytes, no process of the machine's is ever made,
// and nothing can be left behind, whatever the program does.
//
// fork(2), waitpid(2), _exit(2), exit(3). Process 1 (index 0) is the scenario.
#pragma once

#include <sys/types.h>

#include "runtime/core/state.hpp"

namespace course::runtime {

inline Process& process_of(const Task& t) {
  return rt().processes.at[t.process];
}
inline Process& this_process() { return process_of(*current); }
inline bool in_child() { return current->process != 0; }

// As getpid(2) and gettid(2): the same in every run, never used twice.
pid_t pid_of(const Process&);
// As getppid(2): 1 once the parent has ended.
pid_t parent_pid();
// Of any process of this schedule that has not been waited for; null: none.
Process* process_with_pid(pid_t);

// The same also of one that has been waited for.
Process* process_with_former_pid(pid_t);

// Returns 0 in the new process, its pid in the old one, or minus an errno value
// (EAGAIN: max_processes, max_tasks, or injected).
pid_t fork_process(Address site);

// Ends the current process, all its threads with it. `status` as waitpid(2)
// gives it. Never in process 1, whose end is the schedule's.
[[noreturn]] void end_this_process(int status);
// Ends another one, where it stands, as SIGKILL does.
void end_other_process(Process&, int status);

// A fault: the current process is killed before what it does at `site`.
void be_killed_if_chosen(SyncObject*, Address site);
// prctl(2), PR_SET_CHILD_SUBREAPER and PR_SET_PDEATHSIG, of this process.
void adopt_orphans(bool);
void set_death_signal(int number);

// As waitpid(2), in the same words: returns a pid, 0, or minus an errno value.
pid_t wait_for_child(pid_t which, int* status, int options, Address site);

// Where it was made is what the report shows of the failure that follows.
void note_fork_of(const Process&);

// At the end of process 1. Fails with `leak` if a process runs, or has ended
// and nobody has waited for it.
void fail_if_processes_are_left();

// At the start of a schedule: there is one, without tasks.
void begin_processes();
inline unsigned process_count() { return rt().processes.count; }

}  // namespace course::runtime
