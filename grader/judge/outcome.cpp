#include "judge/outcome.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace course::judge {
namespace {

template <class T>
const T& as(const Value& v, const char* kind) {
  if (const T* p = std::get_if<T>(&v.data)) return *p;
  throw WrongKind(fmt::format("{} is not {}", to_string(v), kind));
}

// As in a C++ source, so that a terminal shows all of it and does nothing else.
// Three octal digits end by themselves, whatever follows; \x would go on.
std::string quoted(const std::string& text) {
  std::string shown = "\"";
  for (const char c : text)
    if (c == '\n')
      shown += "\\n";
    else if (c == '"' || c == '\\')
      (shown += '\\') += c;
    else if (static_cast<unsigned char>(c) < ' ' || c == '\x7f')
      shown += fmt::format("\\{:03o}", static_cast<unsigned>(c));
    else
      shown += c;
  return shown + '"';
}

}  // namespace

std::int64_t Value::integer() const {
  return as<std::int64_t>(*this, "an integer");
}
bool Value::boolean() const { return as<bool>(*this, "a boolean"); }
const std::string& Value::text() const {
  return as<std::string>(*this, "a string");
}
const Value::List& Value::list() const { return as<List>(*this, "a list"); }

std::string to_string(const Value& v) {
  struct Shown {
    std::string operator()(std::int64_t i) const { return std::to_string(i); }
    std::string operator()(bool b) const { return b ? "true" : "false"; }
    std::string operator()(const std::string& s) const { return quoted(s); }
    std::string operator()(const Value::List& list) const {
      return '[' + to_string(list) + ']';
    }
  };
  return std::visit(Shown{}, v.data);
}

std::string to_string(const Values& values) {
  std::string text;
  for (const Value& v : values)
    text += (text.empty() ? "" : ", ") + to_string(v);
  return text;
}

const Values& Outcome::operator[](std::string_view key) const {
  const Values* found = nullptr;
  for (const auto& o : observations_) {
    if (o.is_event || o.key != key) continue;
    if (found)
      throw MissingObservation(
          fmt::format("\"{}\" is observed more than once", key));
    found = &o.values;
  }
  if (!found)
    throw MissingObservation(fmt::format("\"{}\" is not observed", key));
  return *found;
}

bool Outcome::has(std::string_view key) const {
  for (const auto& o : observations_)
    if (o.key == key) return true;
  return false;
}

std::vector<Values> Outcome::all(std::string_view key) const {
  std::vector<Values> values;
  for (const auto& o : observations_)
    if (o.key == key) values.push_back(o.values);
  return values;
}

std::vector<Observation> Outcome::history() const {
  std::vector<Observation> events;
  for (const auto& o : observations_)
    if (o.is_event) events.push_back(o);
  return events;
}

const Value& Outcome::first(std::string_view key) const {
  const Values& values = (*this)[key];
  if (values.empty())
    throw MissingObservation(
        fmt::format("\"{}\" is observed without a value", key));
  return values.front();
}

}  // namespace course::judge
