// The subcommands. Each add_… describes its part of the command line and, when
// it is chosen, does what is to be done; that returns the exit status or
// throws.
#include "cli/command_line.hpp"
#include "cli/session.hpp"

namespace course::cli {

void add_check(Command, Session&);
void add_list(Command, Session&);
void add_hint(Command, Session&);
void add_reset(Command, Session&);
void add_replay(Command, Session&);
void add_solution(Command, Session&);
void add_explore(Command, Session&);
void add_explain(Command, Session&);
void add_read(Command, Session&);
void add_demo(Command, Session&);
void add_grade(Command, Session&);
void add_doctor(Command, Session&);
void add_test(Command, Session&);
void add_dev_check(Command dev, Session&);
void add_dev_corpus(Command dev, Session&);
void add_dev_bench(Command dev, Session&);
void add_dev_new(Command dev, Session&);
void add_dev_approve(Command dev, Session&);
void add_dev_weave(Command dev, Session&);

// The bare `course`: the next unsolved exercise; on a terminal it is graded at
// every save, else once.
int watch(Session&);

}  // namespace course::cli
