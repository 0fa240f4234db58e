// What ./course doctor has looked at, and how it says so.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace course::doctor {

enum class State {
  good,
  warning,  // the course can be used, with a drawback
  failure,  // the course cannot be used
};

struct Check {
  std::string name;  // the same on every machine: "compiler"
  State state = State::good;
  std::string found = {};                    // one line
  std::string do_this = {};                  // empty if all is good
  nlohmann::ordered_json details = nullptr;  // figures for machines, or null
};

// No check fails.
bool usable(const std::vector<Check>&);

// The mark, the name and what was found; below it what to do.
std::string text(const Check&, bool color);

// The last line: whether the course can be used, and what stands out.
std::string summary(const std::vector<Check>&);

nlohmann::ordered_json to_json(const std::vector<Check>&);

}  // namespace course::doctor
