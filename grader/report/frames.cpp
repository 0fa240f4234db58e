#include "report/frames.hpp"

#include <algorithm>
#include <span>

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

// The submission's outermost function and who called it, innermost first; all
// frames if the submission has nothing to do with it.
std::span<const Frame> call_of(const Stack& stack) {
  const auto outermost =
      std::find_if(stack.rbegin(), stack.rend(), [](const Frame& f) {
        return f.owner == Owner::submission && f.line > 0;
      });
  if (outermost == stack.rend()) return stack;
  return std::span(stack).last(
      static_cast<std::size_t>(outermost - stack.rbegin()) + 1);
}

// The same functions, called from the same lines.
bool same_call(std::span<const Frame> a, std::span<const Frame> b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (a[i].function != b[i].function || a[i].file != b[i].file ||
        (i > 0 && a[i].line != b[i].line))
      return false;
  return true;
}

}  // namespace

const Frame* origin(const Stack& stack) {
  const auto own = std::ranges::find_if(
      stack, [](const Frame& f) { return f.owner != Owner::library; });
  return own == stack.end() ? nullptr : &*own;
}

std::string place(const Stack& stack) {
  const Frame* f = protocol::shown_frame(stack);
  return f == nullptr ? "" : f->file + ":" + std::to_string(f->line);
}

std::string at_place(const Stack& stack) {
  const std::string where = place(stack);
  return where.empty() ? "" : " at " + where;
}

std::string called_header(const Stack& stack) {
  const Frame* f = protocol::shown_frame(stack);
  if (f == nullptr || f == stack.data()) return "";
  --f;
  return f->owner == Owner::library ? f->file.substr(f->file.rfind('/') + 1)
                                    : "";
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

std::optional<std::size_t> end_of_call(const Trace& trace, std::size_t at) {
  const Step& begin = trace.steps[at];
  const std::span<const Frame> call = call_of(begin.stack);
  // A whole program's outermost function is main.
  if (call.empty() || call.front().owner != Owner::submission ||
      std::ranges::none_of(
          call, [](const Frame& f) { return f.owner == Owner::scenario; }))
    return std::nullopt;
  std::size_t end = at;
  for (std::size_t i = at + 1; i < trace.steps.size(); ++i) {
    const Step& s = trace.steps[i];
    // What is known of it reaches as far out.
    if (s.task != begin.task || s.stack.empty() ||
        s.stack.back().function != call.back().function)
      continue;
    if (!same_call(call_of(s.stack), call)) return end;
    end = i;
  }
  return std::nullopt;
}

bool makes_object(const Step& s) {
  const Frame* shown = protocol::shown_frame(s.stack);
  if (shown == nullptr || shown->owner != Owner::submission) return false;
  const std::string& function = shown->function;
  const std::size_t end = function.rfind("::");
  if (end == std::string::npos) return false;
  std::string scope = function.substr(0, end);
  scope.erase(std::min(scope.find('<'), scope.size()));
  const std::string name = function.substr(end + 2);
  return name.starts_with('~') || name == scope.substr(scope.rfind(':') + 1);
}

bool throws(const Step& s) {
  return s.operation == Operation::throw_exception &&
         protocol::shown_frame(s.stack) != nullptr;
}

}  // namespace course::report
