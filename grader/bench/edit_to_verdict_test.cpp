#include "bench/edit_to_verdict.hpp"

#include <doctest/doctest.h>

using course::bench::interleaving_steps;

TEST_CASE("the numbered rows of an interleaving are its steps") {
  CHECK(interleaving_steps("deadlock: two threads\n"
                           "\n"
                           "  thread 1  waits for 2\n"
                           "\n"
                           "  step  thread 1        thread 2\n"
                           "    1   14 lock();\n"
                           "        …\n"
                           "    2                   14 lock();\n"
                           "   10   15 lock();  waits\n"
                           "\n"
                           "  1 of 3 steps:  ✓ one account\n") == 3);
  CHECK(interleaving_steps("pass: account, 3 of 3 steps\n") == 0);
}
