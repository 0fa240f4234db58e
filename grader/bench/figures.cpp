#include "bench/figures.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace course::bench {
namespace {

using Json = nlohmann::ordered_json;

// 200000 is "200,000".
std::string number(double value, int decimals) {
  std::string text = fmt::format("{:.{}f}", value, decimals);
  const std::size_t whole = text.find('.');
  const std::size_t digits = whole == std::string::npos ? text.size() : whole;
  for (std::size_t at = digits; at > 3; at -= 3) text.insert(at - 3, ",");
  return text;
}

std::string bound(const std::optional<double>& limit, const Figure& figure) {
  if (!limit) return "";
  // A goal has no more digits than it needs.
  const int decimals =
      *limit == static_cast<double>(static_cast<long long>(*limit))
          ? 0
          : figure.decimals;
  return fmt::format("{} {}", figure.goal.small_is_good ? "≤" : "≥",
                     number(*limit, decimals));
}

bool keeps(double value, double limit, bool small_is_good) {
  return small_is_good ? value <= limit : value >= limit;
}

Json json_or_null(const std::optional<double>& value) {
  return value ? Json(*value) : Json(nullptr);
}

}  // namespace

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

std::string reached(const Figure& figure) {
  const Goal& goal = figure.goal;
  if (goal.aim && keeps(figure.value, *goal.aim, goal.small_is_good))
    return "aim";
  if (!goal.at_least) return "";
  return keeps(figure.value, *goal.at_least, goal.small_is_good) ? "yes" : "no";
}

std::string table(const std::vector<Figure>& figures) {
  std::size_t width = 0;
  for (const Figure& figure : figures)
    width = std::max(width, figure.subject.size());
  std::string text;
  const std::string* group = nullptr;
  for (const Figure& figure : figures) {
    if (!group || *group != figure.group) {
      text += fmt::format("{}{}\n  {:{}}  {:>9}  {:>9}  {:>9}  reached\n",
                          group ? "\n" : "", figure.group, "", width,
                          "measured", "at least", "aim");
      group = &figure.group;
    }
    text += fmt::format(
        "  {:{}}  {:>9}  {:>9}  {:>9}  {:7}  {}", figure.subject, width,
        number(figure.value, figure.decimals),
        bound(figure.goal.at_least, figure), bound(figure.goal.aim, figure),
        reached(figure), figure.remark);
    text.erase(text.find_last_not_of(' ') + 1);
    text += '\n';
  }
  return text;
}

Json to_json(const std::vector<Figure>& figures) {
  Json list = Json::array();
  for (const Figure& figure : figures)
    list.push_back({{"what", figure.group},
                    {"subject", figure.subject},
                    {"value", figure.value},
                    {"small_is_good", figure.goal.small_is_good},
                    {"at_least", json_or_null(figure.goal.at_least)},
                    {"aim", json_or_null(figure.goal.aim)},
                    {"reached", reached(figure)},
                    {"details", figure.details}});
  return list;
}

}  // namespace course::bench
