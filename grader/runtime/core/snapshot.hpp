// Puts the executable's writable data back to what they were after the static
// initialisers, before each schedule. The runtime's own variables (section
// course_runtime) are left alone.
#pragma once

#include "runtime/core/layout.hpp"

namespace course::runtime {

struct DataSegment {
  Address begin, end;  // writable data
  Address text_end;    // below it: code and constants of the executable
};

// Once, after static initialisers. Returns where the data lie.
DataSegment take_snapshot();
void restore_snapshot();

// The writable data, less the runtime's own.
struct PrivateData {
  Range parts[2];
};
PrivateData private_data();

}  // namespace course::runtime
