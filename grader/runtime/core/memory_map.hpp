// Reserves the fixed addresses of layout.hpp.
#pragma once

namespace course::runtime {

// Idempotent; static initialisers of the submission may need the memory before
// main. Ends the worker if an address is taken.
void reserve_memory();

}  // namespace course::runtime
