// What judge and worker say to each other: a question as a request, a response
// as an answer, read without trusting it.
#pragma once

#include <optional>
#include <vector>

#include "judge/worker.hpp"
#include "protocol/mapping.hpp"
#include "sandbox/process.hpp"

namespace course::judge {

// Into a request that is all zeros.
void put_question(protocol::Request&, const Question&, protocol::Mode);
void put_exploration(protocol::Request&, const Question&, Budget);
void put_schedules(protocol::Mapping&, const std::vector<Schedule>&);

// `ended`: how the worker has; nothing if it waits for the next question.
// Throws Cancelled, and what is not the submission's doing: MachineError,
// InternalError. The answer has neither coverage nor mapping.
Answer read_answer(const protocol::Mapping&,
                   const std::optional<sandbox::Ended>& ended);
protocol::Coverage coverage_of(const Question&, const protocol::Response&);

}  // namespace course::judge
