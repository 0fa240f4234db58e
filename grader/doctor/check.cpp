#include "doctor/check.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace course::doctor {
namespace {

struct Look {
  const char* word;  // for machines
  const char* mark;  // for people
  const char* color;
};

Look look_of(State state) {
  switch (state) {
    case State::good:
      return {"good", "✓", "\033[32m"};
    case State::warning:
      return {"warning", "!", "\033[33m"};
    case State::failure:
      break;
  }
  return {"failure", "✗", "\033[31m"};
}

// "compiler, disk"
std::string names(const std::vector<Check>& checks, State state) {
  std::string list;
  for (const Check& check : checks)
    if (check.state == state) list += (list.empty() ? "" : ", ") + check.name;
  return list;
}

}  // namespace

bool usable(const std::vector<Check>& checks) {
  return std::ranges::none_of(
      checks, [](const Check& c) { return c.state == State::failure; });
}

// The launcher prints its own findings in the same columns.
std::string text(const Check& check, bool color) {
  const Look look = look_of(check.state);
  const std::string mark =
      color ? std::string(look.color) + look.mark + "\033[0m" : look.mark;
  std::string lines =
      fmt::format("{} {:11}  {}\n", mark, check.name, check.found);
  if (!check.do_this.empty())
    lines += fmt::format("{:15}do: {}\n", "", check.do_this);
  return lines;
}

std::string summary(const std::vector<Check>& checks) {
  const std::string warnings = names(checks, State::warning);
  if (!usable(checks))
    return fmt::format("The course cannot be used yet: see {}.\n",
                       names(checks, State::failure));
  if (!warnings.empty())
    return fmt::format("The course can be used; see {}.\n", warnings);
  return "All is well.\n";
}

nlohmann::ordered_json to_json(const std::vector<Check>& checks) {
  auto list = nlohmann::ordered_json::array();
  for (const Check& check : checks) {
    nlohmann::ordered_json one{{"name", check.name},
                               {"state", look_of(check.state).word},
                               {"found", check.found}};
    if (!check.do_this.empty()) one["do"] = check.do_this;
    if (!check.details.is_null()) one["details"] = check.details;
    list.push_back(std::move(one));
  }
  return {{"usable", usable(checks)}, {"checks", std::move(list)}};
}

}  // namespace course::doctor
