#include "report/replay_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/decisive_steps.hpp"
#include "report/frames.hpp"
#include "report/headline.hpp"
#include "report/interleaving.hpp"
#include "report/layout.hpp"
#include "report/task_lines.hpp"
#include "report/touched.hpp"
#include "report/wait_graph.hpp"

namespace course::report {

using protocol::Failure;
using protocol::Frame;
using protocol::Operation;
using protocol::Step;
using protocol::Trace;

namespace {

class Listing {
 public:
  Listing(const Failure& failure, const SourceLines& sources,
          const ReplayOptions& options)
      : failure_(failure),
        trace_(failure.trace),
        sources_(sources),
        paint_(options.color),
        width_(std::max<std::size_t>(options.width, 60)) {}

  std::string text() {
    title();
    measure();
    line(paint_.dim(fmt::format("{:>6}  {}  {}  {}  source", "step",
                                pad("task", task_), pad("line", place_),
                                pad("operation", operation_))));
    int running = 0;
    for (std::size_t i = 0; i < trace_.steps.size(); ++i) {
      const Step& step = trace_.steps[i];
      if (i > 0 && step.point == 0 && same_row(trace_.steps[i - 1], step)) {
        ++times_;
        continue;
      }
      flush(i);
      if (step.point != 0) choice(step);
      // Who stands before a lock that another task takes starts to wait without
      // having run.
      const bool overtaken = step.waits && step.point == 0 &&
                             i + 1 < trace_.steps.size() &&
                             trace_.steps[i + 1].task == running;
      if (step.task != running && !overtaken) {
        switch_to(step);
        running = step.task;
      }
      // A task that goes on has been woken; until then its wait is shown.
      blocked_.erase(step.task);
      if (step.waits) blocked_[step.task] = &step;
    }
    flush(trace_.steps.size());
    verdict();
    return std::move(out_);
  }

 private:
  void line(const std::string& text) { out_ += text + "\n"; }

  void title() {
    std::string text = fmt::format("replay {} of \"{}\"", failure_.replay,
                                   printable(failure_.scenario));
    for (const auto& [name, value] : failure_.inputs)
      text += fmt::format(", {} = {}", name, value);
    line(text);
    line("");
  }

  static std::string where(const Step& step) {
    const Frame* f = protocol::shown_frame(step.stack);
    return f == nullptr ? "-" : fmt::format("{}:{}", f->file, f->line);
  }

  std::string operation(const Step& step) const {
    if (step.operation == Operation::fault) return fault_note(step);
    std::string text(protocol::name(step.operation));
    if (step.operation == Operation::create && step.object != 0)
      text = "creates";
    if (step.operation == Operation::throw_exception && !step.text.empty())
      text += " " + exception_of(step) +
              (exception_text(step).empty() ? "" : ": ") + exception_text(step);
    if (step.object != 0) text += " " + object_name(trace_, step.object);
    if ((step.operation == Operation::read ||
         step.operation == Operation::write) &&
        step.object != 0 && has_number(step) && is_direct(step))
      text += fmt::format(": {}", number_of(step));
    if (step.waits) text += ", waits";
    if (step.failed && step.operation != Operation::exit)
      text += notifies(step.operation) ? ", nobody waits" : ", fails";
    return text;
  }

  // What comes of it is not left out.
  std::string shortened_operation(const Step& step) const {
    const std::string text = operation(step);
    const std::size_t end = std::min(text.rfind(", "), text.size());
    const std::size_t room =
        operation_ - std::min(operation_, text.size() - end);
    return columns(text) <= operation_ || room < 8
               ? shorten_middle(text, operation_)
               : shorten_middle(text.substr(0, end), room) + text.substr(end);
  }

  void measure() {
    for (const Step& step : trace_.steps) {
      task_ = std::max(task_, columns(task_name(trace_, step.task)));
      place_ = std::max(place_, columns(where(step)));
      operation_ = std::max(operation_, columns(operation(step)));
    }
    // What is left is for the source text: a third of the line at least.
    place_ = std::min(place_, width_ * 22 / 100);
    operation_ = std::min(operation_, width_ * 28 / 100);
  }

  void switch_to(const Step& step) {
    std::vector<std::string> waiting;
    for (const auto& [task, wait] : blocked_)
      if (task != step.task)
        waiting.push_back(fmt::format("{} in {} of {}", task_name(trace_, task),
                                      protocol::name(wait->operation),
                                      object_name(trace_, wait->object)));
    std::string text =
        fmt::format("------  {} runs", task_name(trace_, step.task));
    if (!waiting.empty()) text += "; blocked: " + join(waiting, ", ");
    line(paint_.note(shorten_middle(text, width_)));
  }

  void choice(const Step& step) {
    std::string text = fmt::format("        choice {}: number {} of {}",
                                   step.point, step.chosen + 1, step.options);
    if (step.chosen != 0)
      text +=
          fmt::format(", which takes {}",
                      counted(static_cast<std::size_t>(step.chosen), "delay"));
    line(step.chosen != 0 ? paint_.note(text) : paint_.dim(text));
  }

  // Accesses that one line makes to one thing, one behind the other.
  bool same_row(const Step& a, const Step& b) const {
    return a.task == b.task && a.operation == b.operation && !a.waits &&
           !b.waits && where(a) == where(b) && operation(a) == operation(b);
  }

  // The row of the steps before `at` that have none yet.
  void flush(std::size_t at) {
    if (at > 0) one(trace_.steps[at - times_], times_);
    times_ = 1;
  }

  void one(const Step& step, std::size_t times) {
    if (step.operation == Operation::none) return;  // a choice and no more
    const Frame* f = protocol::shown_frame(step.stack);
    std::string source;
    if (f != nullptr)
      source = printable(sources_.line(f->file, f->line));
    else if (!step.stack.empty())
      source = "(in " + step.stack.front().function + ")";
    std::string text = fmt::format(
        "{:>6}  {}  {}  {}  ", ++row_, pad(task_name(trace_, step.task), task_),
        pad(shorten_middle(where(step), place_), place_),
        pad(shortened_operation(step), operation_));
    const std::size_t used = columns(text);
    if (times > 1) source += fmt::format("  ({} times)", times);
    if (used < width_) text += shorten_middle(source, width_ - used);
    text.erase(text.find_last_not_of(' ') + 1);
    line(text);
  }

  void verdict() {
    line("");
    const std::string name(protocol::name(failure_.verdict));
    for (const std::string& part :
         wrap(name + ": " + sentence(failure_), width_))
      line(part.starts_with(name) ? paint_.bad(name) + part.substr(name.size())
                                  : "  " + part);
    for (const std::string& text : task_lines(failure_, sources_, width_ - 2))
      line("  " + text);
    if (failure_.output.empty()) return;
    line("printed:");
    std::string rest = failure_.output;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      line("  " + printable(rest.substr(0, end)));
      rest.erase(0, end + 1);
    }
  }

  const Failure& failure_;
  const Trace& trace_;
  const SourceLines& sources_;
  Paint paint_;
  std::size_t width_;
  std::size_t row_ = 0;    // number of the row printed last
  std::size_t times_ = 1;  // steps that the row to print stands for
  std::size_t task_ = 4, place_ = 4, operation_ = 9;
  std::map<int, const Step*> blocked_;
  std::string out_;
};

}  // namespace

std::string replay_text(const Failure& failure, const SourceLines& sources,
                        const ReplayOptions& options) {
  return Listing(failure, sources, options).text();
}

}  // namespace course::report
