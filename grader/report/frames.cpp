#include "report/frames.hpp"

#include <algorithm>

namespace course::report {

using protocol::Frame;
using protocol::Operation;
using protocol::Owner;
using protocol::Stack;
using protocol::Step;
using protocol::Trace;

namespace {

bool is_atomic_header(const Frame& f) {
  const std::string base = f.file.substr(f.file.rfind('/') + 1);
  return base.starts_with("atomic");
}

// The step of the same task before `at`, if it comes right before.
const Step* step_before(const Trace& trace, std::size_t at) {
  if (at == 0 || trace.steps[at - 1].task != trace.steps[at].task)
    return nullptr;
  return &trace.steps[at - 1];
}

bool checks(const Step& write, const Step& free) {
  return write.operation == Operation::write && write.task == free.task &&
         free.operation == Operation::free && write.address != 0 &&
         write.address == free.address && write.size == free.size;
}

}  // namespace

const Frame* origin(const Stack& stack) {
  const auto own = std::ranges::find_if(
      stack, [](const Frame& f) { return f.owner != Owner::library; });
  return own == stack.end() ? nullptr : &*own;
}

bool in_callback(const Stack& stack) {
  const Frame* first = origin(stack);
  const Frame* shown = protocol::shown_frame(stack);
  return first != nullptr && shown != nullptr &&
         first->owner == Owner::scenario && shown->owner == Owner::submission;
}

bool is_direct(const Step& s) {
  const Frame* first = origin(s.stack);
  if (first == nullptr || first->owner != Owner::submission) return false;
  const auto inner = std::ranges::subrange(
      s.stack.begin(), std::ranges::find_if(s.stack, [](const Frame& f) {
        return f.owner != Owner::library;
      }));
  return inner.empty() ||
         (s.atomic && std::ranges::all_of(inner, is_atomic_header));
}

const Stack& stack_of(const Trace& trace, std::size_t at) {
  const Step& s = trace.steps[at];
  const Step* before = step_before(trace, at);
  if (before != nullptr && checks(*before, s) &&
      protocol::shown_frame(before->stack) != nullptr)
    return before->stack;
  return s.stack;
}

bool belongs_to_free(const Trace& trace, std::size_t at) {
  return at + 1 < trace.steps.size() &&
         checks(trace.steps[at], trace.steps[at + 1]);
}

bool throws(const Step& s) {
  return s.operation == Operation::throw_exception &&
         protocol::shown_frame(s.stack) != nullptr;
}

}  // namespace course::report
