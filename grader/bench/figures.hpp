// Measured figures beside the goals they are measured against.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace course::bench {

// The middle one; of an even number the mean of the two. At least one value.
double median(std::vector<double> values);

// What a figure should come to: at least so good, and aimed at so good.
struct Goal {
  bool small_is_good = true;
  std::optional<double> at_least, aim;
};

struct Figure {
  std::string group;    // the heading it stands under
  std::string subject;  // "02-locks/account", "median of 70"
  double value = 0;
  Goal goal;
  int decimals = 0;
  std::string remark;  // behind the row
  nlohmann::ordered_json details = nlohmann::ordered_json::object();
};

// "aim", "yes", "no"; empty without a goal.
std::string reached(const Figure&);

// One heading a group, in the order of the figures; ends with a newline.
std::string table(const std::vector<Figure>&);

nlohmann::ordered_json to_json(const std::vector<Figure>&);

}  // namespace course::bench
