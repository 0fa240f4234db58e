// Whether a submission itself, and not the library on its behalf, uses a memory
// order weaker than seq_cst.
#pragma once

#include "judge/grade.hpp"
#include "judge/worker.hpp"

namespace course::judge {

bool uses_weak_orders(const std::vector<std::uint64_t>& places, const Worker&,
                      const Assignment&);

}  // namespace course::judge
