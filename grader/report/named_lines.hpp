// Lines "name  text", the names padded to one width at the end; a line without
// a name continues the one above it. No more than eight.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "protocol/trace.hpp"

namespace course::report {

class NamedLines {
 public:
  void add(std::string name, std::string text) {
    lines_.emplace_back(std::move(name), std::move(text));
  }
  std::vector<std::string> take(std::size_t width) const;

 private:
  std::vector<std::pair<std::string, std::string>> lines_;
};

}  // namespace course::report
