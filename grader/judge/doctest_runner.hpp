// Runs hidden tests, which doctest registers, one by one and in silence.
#pragma once

#include <string>

namespace course::judge {

struct RanTestCases {
  unsigned matching = 0;  // test cases of that suite and name
  bool passed = false;
  std::string problem;  // the first failed check or exception, for authors
};

RanTestCases run_doctest(const std::string& suite, const std::string& name);

}  // namespace course::judge
