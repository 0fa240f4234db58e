// A failing schedule, every step of it: what `./course replay` prints. The
// report's table shows the decisive steps; this shows how the program came
// there, where a switch happens, and who is blocked on what at that moment.
#pragma once

#include <cstddef>
#include <string>

#include "protocol/result.hpp"
#include "report/source_lines.hpp"

namespace course::report {

struct ReplayOptions {
  std::size_t width = 100;
  bool color = false;
};

std::string replay_text(const protocol::Failure&, const SourceLines&,
                        const ReplayOptions& = {});

}  // namespace course::report
