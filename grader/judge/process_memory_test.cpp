#include "judge/process_memory.hpp"

#include <doctest/doctest.h>

namespace course::judge {
namespace {

using protocol::Operation;

protocol::Step step(int task, Operation operation, std::uint64_t address,
                    std::uint32_t size) {
  protocol::Step s;
  s.task = task;
  s.operation = operation;
  s.address = address;
  s.size = size;
  return s;
}

TEST_CASE("the same address in two processes is two places, but in mappings") {
  protocol::Trace trace;
  for (int task : {1, 2, 3}) {
    trace.tasks.emplace_back();
    trace.tasks.back().id = task;
    trace.tasks.back().process = task == 3 ? 2 : 1;
  }
  trace.steps = {step(1, Operation::map, 0x8000, 0x1000)};
  for (std::uint64_t address : {0x2000, 0x8ff8})
    for (int task : {1, 2, 3})
      trace.steps.push_back(step(task, Operation::write, address, 8));
  trace.accesses.emplace_back();
  trace.accesses.back().task = 3;
  trace.accesses.back().address = 0x2000;
  keep_processes_apart(trace);
  CHECK(trace.steps[1].address == trace.steps[2].address);
  CHECK(trace.steps[1].address != trace.steps[3].address);
  CHECK(trace.steps[4].address == trace.steps[6].address);
  CHECK(trace.accesses[0].address == trace.steps[3].address);
}

}  // namespace
}  // namespace course::judge
