#include "judge/memory_names.hpp"

#include <doctest/doctest.h>

#include <string>

#include "judge/symbols.hpp"

namespace course::judge {
namespace {

using protocol::Frame;
using protocol::Operation;
using protocol::Owner;
using protocol::Step;

Step write(std::string function, int line) {
  Step s;
  s.task = 1;
  s.operation = Operation::write;
  s.address = 0x1008;
  s.size = 8;
  Frame inside{"push_back", "stl_vector.h", 9, Owner::library};
  Frame own{std::move(function), "queue.hpp", line, Owner::submission};
  s.stack = {inside, own};
  return s;
}

TEST_CASE("the constructor of a class template says nothing about members") {
  const auto text = [](const std::string&, int line) -> std::string {
    switch (line) {
      case 2:
        return "class Queue {";
      case 4:
        return "  explicit Queue(int most) : most_(most) {}";
      case 8:
        return "    items_.push_back(item);";
      default:
        return "";
    }
  };
  // Where a function is inlined its name comes without the class.
  for (const std::string name :
       {"Queue", "Queue<int>", "course::Queue<int>::Queue"}) {
    protocol::Trace trace;
    trace.regions.push_back({0x1000, 64, "queue"});
    trace.steps = {write(name, 4), write("put", 8)};
    name_memory(trace, text);
    REQUIRE(trace.objects.size() == 1);
    CHECK(trace.objects.front().name == "queue.items_");
  }
}

TEST_CASE("a line with one member knows better than lines with another") {
  const auto text = [](const std::string&, int line) -> std::string {
    return line == 8 ? "    ++ready_;" : line == 9 ? "    a_ = b_;" : "";
  };
  protocol::Trace trace;
  trace.regions.push_back({0x1000, 64, "map"});
  trace.steps = {write("put", 8), write("put", 9)};
  name_memory(trace, text);
  REQUIRE(trace.objects.size() == 1);
  CHECK(trace.objects.front().name == "map.ready_");
}

TEST_CASE("what the library touches is an element, not its index") {
  const auto text = [](const std::string&, int line) -> std::string {
    return line == 8 ? "    errors_[item->number] = std::move(error);" : "";
  };
  protocol::Trace trace;
  trace.regions.push_back({0x1000, 64, "farm"});
  trace.steps = {write("run", 8)};
  name_memory(trace, text);
  REQUIRE(trace.objects.size() == 1);
  CHECK(trace.objects.front().name == "farm.errors_");
}

TEST_CASE("a variable of the program is named without its scopes") {
  CHECK(readable_variable("_ZN6course7printedE") == "printed");
  CHECK(readable_variable("_ZZ7lookupsRKSt6vectorIiSaIiEEiE5calls") == "calls");
  CHECK(readable_variable("n") == "n");
  CHECK(readable_variable("_Z4lineB5cxx11") == "line");
  CHECK(readable_variable("_ZSt4cout").empty());
  CHECK(readable_variable("_ZTV1A").empty());
  CHECK(readable_variable("_end").empty());
}

}  // namespace
}  // namespace course::judge
