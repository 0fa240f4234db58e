// What one kind of run showed: the observations of a scenario, as the judge's
// tests see them.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace course::judge {

// An observed value.
struct Value {
  using List = std::vector<Value>;
  std::variant<std::int64_t, bool, std::string, List> data;

  Value(bool v) : data(v) {}
  Value(int v) : data(std::int64_t{v}) {}
  Value(std::int64_t v) : data(v) {}
  Value(std::string v) : data(std::move(v)) {}
  Value(const char* v) : data(std::string(v)) {}
  Value(List v) : data(std::move(v)) {}

  // Each throws WrongKind if the value is of another kind.
  std::int64_t integer() const;
  bool boolean() const;
  const std::string& text() const;
  const List& list() const;

  bool operator==(const Value&) const = default;
};
using Values = std::vector<Value>;

// `-60`, `true`, `"abab"`, `[100, -80]`.
std::string to_string(const Value&);
std::string to_string(const Values&);

// One call of observe() or event().
struct Observation {
  bool is_event = false;
  int task = 0;
  std::string key;
  Values values;
};

// A test asked for something the run did not observe: the run is incomplete, so
// the test fails.
struct MissingObservation : std::runtime_error {
  using std::runtime_error::runtime_error;
};
struct WrongKind : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Outcome {
 public:
  explicit Outcome(std::vector<Observation> observations)
      : observations_(std::move(observations)) {}

  // The values of the only observation with that key; throws MissingObservation
  // if there is none or more than one.
  const Values& operator[](std::string_view key) const;

  // Its first value, of that kind.
  std::int64_t integer(std::string_view key) const {
    return first(key).integer();
  }
  bool boolean(std::string_view key) const { return first(key).boolean(); }
  const std::string& text(std::string_view key) const {
    return first(key).text();
  }
  const Value::List& list(std::string_view key) const {
    return first(key).list();
  }

  bool has(std::string_view key) const;
  // All observations with that key, in schedule order.
  std::vector<Values> all(std::string_view key) const;
  // All events, in schedule order.
  std::vector<Observation> history() const;
  const std::vector<Observation>& observations() const { return observations_; }

 private:
  const Value& first(std::string_view key) const;
  std::vector<Observation> observations_;
};

}  // namespace course::judge
