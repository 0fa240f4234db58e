// The subcommands. Each add_… describes its part of the command line and, when
// it is chosen, leaves in session.run what is to be done; that returns the exit
// status or throws.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/session.hpp"

namespace course::cli {

void add_check(CLI::App&, Session&);
void add_list(CLI::App&, Session&);
void add_hint(CLI::App&, Session&);
void add_reset(CLI::App&, Session&);
void add_replay(CLI::App&, Session&);
void add_solution(CLI::App&, Session&);
void add_explore(CLI::App&, Session&);
void add_explain(CLI::App&, Session&);
void add_read(CLI::App&, Session&);
void add_demo(CLI::App&, Session&);
void add_grade(CLI::App&, Session&);
void add_doctor(CLI::App&, Session&);
void add_test(CLI::App&, Session&);
void add_dev_check(CLI::App& dev, Session&);
void add_dev_corpus(CLI::App& dev, Session&);
void add_dev_bench(CLI::App& dev, Session&);
void add_dev_new(CLI::App& dev, Session&);
void add_dev_approve(CLI::App& dev, Session&);
void add_dev_weave(CLI::App& dev, Session&);

// The bare `course`: the next unsolved exercise; on a terminal it is graded at
// every save, else once.
int watch(Session&);

}  // namespace course::cli
