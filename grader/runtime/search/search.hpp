// What a worker does with a request: explore, run or trace.
#pragma once

#include "protocol/mapping.hpp"

namespace course::runtime {

// Fills in the response, all but its stage. The scenario exists. True: all
// schedules have ended well, and this worker could run more.
bool serve(protocol::Mapping&, void (*scenario)());

}  // namespace course::runtime
