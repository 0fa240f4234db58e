// Whether fibers work on this machine as the runtime expects.
#pragma once

namespace course::runtime {

// Runs one small schedule, before all others. Null if everything holds, else a
// sentence: a thread made by the C++ library is seen, each fiber has
// thread-local storage of its own, an exception survives a switch.
const char* self_check();

}  // namespace course::runtime
