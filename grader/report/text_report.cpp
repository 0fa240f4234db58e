#include "report/text_report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "report/claim.hpp"
#include "report/diagnostic_lines.hpp"
#include "report/headline.hpp"
#include "report/interleaving.hpp"
#include "report/layout.hpp"
#include "report/task_lines.hpp"
#include "report/timeline.hpp"

namespace course::report {

using protocol::CheckResult;
using protocol::Failure;
using protocol::StepResult;
using protocol::TestState;
using protocol::Verdict;

namespace {

class Report {
 public:
  Report(const CheckResult& result, const SourceLines& sources,
         const TextOptions& options)
      : result_(result),
        sources_(sources),
        options_(options),
        paint_(options.color) {
    width_ = std::max<std::size_t>(options.width, 60);
    name_ = options.exercise;
    if (name_.empty())
      name_ = result.exercise.substr(result.exercise.rfind('/') + 1);
  }

  std::string text() {
    switch (result_.verdict) {
      case Verdict::pass:
        passed();
        break;
      case Verdict::not_started:
        not_started();
        break;
      case Verdict::does_not_compile:
        does_not_compile();
        break;
      default:
        failed();
    }
    return joined();
  }

  std::string steps_so_far() {
    line(fmt::format("{}: {} of {} so far", name_, passed_steps(),
                     counted(result_.steps.size(), "step")));
    blank();
    passed_list();
    return joined();
  }

 private:
  std::string joined() const {
    std::string out;
    for (const std::string& line : lines_) out += line + "\n";
    return out;
  }
  void line(std::string text) { lines_.push_back(std::move(text)); }
  void blank() {
    if (!lines_.empty() && !lines_.back().empty()) line("");
  }

  // A program may use what it likes; that the engine cannot is another matter.
  std::string sentence_of(const Failure& f) const {
    return whole_program() && f.verdict == Verdict::forbidden
               ? "the engine does not model this: " + printable(f.message)
               : sentence(f);
  }

  void headline(const std::string& sentence) {
    const std::string verdict(protocol::name(result_.verdict));
    const bool good = result_.verdict == Verdict::pass;
    bool first = true;
    // A message of any length is still a headline of at most three lines.
    const std::string whole =
        shorten_middle(verdict + ": " + sentence, 2 * width_ - 8);
    for (const std::string& part : wrap(whole, width_ - 2)) {
      if (first)
        line((good ? paint_.good(verdict) : paint_.bad(verdict)) +
             part.substr(verdict.size()));
      else
        line("  " + part);
      first = false;
    }
  }

  std::size_t passed_steps() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(result_.steps, &StepResult::passed));
  }

  std::string changed() const {
    if (!options_.previous || *options_.previous == result_.verdict) return "";
    return fmt::format(" (before: {})", protocol::name(*options_.previous));
  }

  std::string mark(const StepResult& step) const {
    if (step.passed()) return paint_.good("✓");
    const bool begun = std::ranges::any_of(
        step.tests, [](const auto& t) { return t.state == TestState::failed; });
    return begun ? paint_.bad("✗") : paint_.dim("·");
  }

  // "2 of 3 steps:  ✓ alone  ✓ two accounts  ✗ transfers", on one line; where
  // they do not fit, only the title of the one that fails.
  void steps_in_a_line() {
    if (result_.steps.size() < 2) return;
    std::string text =
        fmt::format("  {} of {} steps", passed_steps(), result_.steps.size());
    std::size_t used = columns(text) + 1 + columns(changed());
    std::string marks;
    for (const StepResult& step : result_.steps) {
      used += 4 + columns(step.title);
      marks += fmt::format("  {} {}", mark(step), printable(step.title));
    }
    if (used <= width_) return line(text + ":" + marks + changed());
    const auto failing =
        std::ranges::find_if_not(result_.steps, &StepResult::passed);
    if (failing != result_.steps.end())
      text += fmt::format(" pass; this one: {}", printable(failing->title));
    line(shorten_middle(text + changed(), width_));
  }

  bool whole_program() const { return !options_.replay_command.empty(); }

  void passed() {
    headline(whole_program()
                 ? name_
                 : fmt::format("{}, {} of {}{}", name_, passed_steps(),
                               counted(result_.steps.size(), "step"),
                               changed()));
    blank();
    if (!whole_program()) passed_list();
    bool first = true;
    for (const std::string& part :
         wrap("checked: " + claim(result_.coverage), width_ - 4)) {
      line((first ? "  " : "    ") + part);
      first = false;
    }
    if (const std::string weak = weak_order_remark(result_.coverage);
        !weak.empty())
      for (const std::string& part : wrap(weak, width_ - 2)) line("  " + part);
    for (const std::string& note : result_.notes)
      for (const std::string& part : wrap("note: " + note, width_ - 2))
        line("  " + part);
    if (!whole_program())
      line("  compare:  " + paint_.command("./course solution " + name_));
  }

  void passed_list() {
    const std::size_t shown = std::min<std::size_t>(result_.steps.size(), 20);
    for (std::size_t i = 0; i < shown; ++i)
      line("  " + mark(result_.steps[i]) + " " +
           printable(result_.steps[i].title));
    blank();
  }

  void not_started() {
    headline("not written yet" + (result_.not_written.empty()
                                      ? std::string()
                                      : ": " + printable(result_.not_written)));
    blank();
    steps_in_a_line();
    line(fmt::format("  the task:  exercises/{}/README.md{}", result_.exercise,
                     hint("      ")));
  }

  void does_not_compile() {
    std::vector<const protocol::Diagnostic*> shown;
    for (const auto& d : result_.diagnostics)
      if (d.severity != "warning") shown.push_back(&d);
    headline(
        fmt::format("{}, {}", result_.file,
                    counted(std::max<std::size_t>(shown.size(), 1), "error")));
    blank();
    for (const std::string& text :
         diagnostic_lines(shown, sources_, width_ - 2, paint_))
      line("  " + text);
    blank();
    read_next(false);
  }

  void failed() {
    if (!result_.failure) {
      headline(std::string(protocol::info(result_.verdict).meaning));
      blank();
      steps_in_a_line();
      read_next(true);
      return;
    }
    const Failure& f = *result_.failure;
    headline(sentence_of(f));
    blank();
    for (const std::string& text : task_lines(f, sources_, width_ - 2))
      line("  " + text);
    blank();
    if (const auto rows = timeline(f, width_ - 2); !rows.empty()) {
      for (const std::string& row : rows) line("  " + row);
      blank();
    }

    // The table takes what the other parts leave.
    const std::size_t before = lines_.size();
    found(f);
    steps_in_a_line();
    read_next(true);
    const std::size_t others = lines_.size() + 2;  // heading, blank line
    TableOptions table;
    table.width = width_ - 2;
    table.color = options_.color;
    table.rows = std::min(
        most_rows, others < most_report_lines ? most_report_lines - others : 1);
    std::vector<std::string> rows = decisive_rows(f, table);
    if (rows.empty()) return;
    for (std::string& row : rows)
      if (!row.empty()) row.insert(0, "  ");
    rows.push_back("");
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(before),
                  rows.begin(), rows.end());
  }

  // The table of what a race can do shows the race, too.
  static Failure with_accesses(Failure damage, const Failure& race) {
    if (damage.verdict == Verdict::wrong_result &&
        damage.trace.accesses.empty())
      damage.trace.accesses = race.trace.accesses;
    return damage;
  }

  // The interleaving; of a data race the one that shows what it can do, under a
  // sentence that says it, if there is one and it fits.
  std::vector<std::string> decisive_rows(const Failure& f,
                                         TableOptions table) const {
    if (!f.damage) return interleaving(f, sources_, table);
    std::vector<std::string> said =
        wrap("what it can do: " + sentence(*f.damage), width_ - 2);
    if (!f.damage->allowed.empty() && f.damage->allowed.size() <= 4)
      for (const std::string& part :
           wrap("allowed: " + listed(f.damage->allowed), width_ - 2))
        said.push_back(part);
    said.push_back("");
    if (table.rows < said.size() + 2) return interleaving(f, sources_, table);
    table.rows -= said.size();
    const std::vector<std::string> rows =
        interleaving(with_accesses(*f.damage, f), sources_, table);
    if (rows.empty()) return interleaving(f, sources_, table);
    said.insert(said.end(), rows.begin(), rows.end());
    return said;
  }

  std::string scenario(const Failure& f) const {
    std::string text = "in the scenario \"" + printable(f.scenario) + "\"";
    std::vector<std::string> inputs;
    for (const auto& [name, value] : f.inputs)
      inputs.push_back(fmt::format("{} = {}", name, value));
    if (!inputs.empty()) text += " with " + listed(inputs);
    return text;
  }

  // "2 of the 14 orders with 1 delay end like this".
  static std::string how_often(const Failure& f) {
    if (f.tried == 0) return "";
    if (f.sampled)
      return fmt::format("{} of {} {} like this", grouped(f.failing),
                         counted(f.tried, "sampled order"),
                         f.failing == 1 ? "ends" : "end");
    const std::string delays = f.delays == 0
                                   ? "without a delay"
                                   : "with " + counted(f.delays, "delay");
    const std::string orders =
        fmt::format("{} {}", f.tried == 1 ? "order" : "orders", delays);
    if (f.tried == 1) return fmt::format("the {} ends like this", orders);
    if (f.failing == f.tried)
      return fmt::format("all {} {} end like this", grouped(f.tried), orders);
    return fmt::format("{} of the {} {} {} like this", grouped(f.failing),
                       grouped(f.tried), orders,
                       f.failing == 1 ? "ends" : "end");
  }

  void found(const Failure& f) {
    if (!f.output.empty()) {
      std::string output = f.output;
      std::ranges::replace(output, '\n', ' ');
      line("  printed:  " + shorten_middle(printable(output), width_ - 12));
    }
    if (!f.scenario.empty()) {
      std::string text =
          whole_program() ? "" : shorten_middle(scenario(f), 2 * width_);
      if (const std::string often = how_often(f); !often.empty())
        text += (text.empty() ? "" : "; ") + often;
      if (!text.empty())
        for (const std::string& part : wrap(text, width_ - 2))
          line("  " + part);
    }
    if (f.replay.empty()) return;
    line("  step through it:  " +
         paint_.command(whole_program()
                            ? options_.replay_command + f.replay +
                                  options_.replay_command_end
                            : fmt::format("./course replay {} {}{}", name_,
                                          f.replay, options_.replay_options)));
    if (!f.replayed)
      line("  (a second run did not repeat this run step by step)");
  }

  std::string hint(std::string_view before) const {
    if (!options_.next_hint) return "";
    return std::string(before) +
           "next hint:  " + paint_.command("./course hint " + name_);
  }

  void read_next(bool with_hint) {
    const std::string explain =
        fmt::format("./course explain {}", protocol::name(result_.verdict));
    std::string plain = "  read:  " + explain;
    std::string text = "  read:  " + paint_.command(explain);
    if (!options_.lesson.empty()) {
      plain += "  and  " + options_.lesson;
      text += "  and  " + options_.lesson;
    }
    if (!with_hint || !options_.next_hint) return line(text);
    const std::string next = "      next hint:  ./course hint " + name_;
    if (columns(plain) + columns(next) <= width_)
      return line(text + hint("      "));
    line(text);
    line(hint("  "));
  }

  const CheckResult& result_;
  const SourceLines& sources_;
  const TextOptions& options_;
  Paint paint_;
  std::size_t width_ = 100;
  std::string name_;
  std::vector<std::string> lines_;
};

}  // namespace

std::string text_report(const CheckResult& result, const SourceLines& sources,
                        const TextOptions& options) {
  return Report(result, sources, options).text();
}

std::string report_so_far(const CheckResult& result, const SourceLines& sources,
                          const TextOptions& options) {
  Report report(result, sources, options);
  return result.verdict == Verdict::pass ? report.steps_so_far()
                                         : report.text();
}

std::string lesson_section(Verdict v) {
  std::string_view lesson;
  switch (v) {
    case Verdict::pass:
    case Verdict::not_started:
    case Verdict::does_not_compile:
    case Verdict::forbidden:
    case Verdict::tampered:
    case Verdict::crash:
    case Verdict::lifetime:
    case Verdict::leak:
    case Verdict::too_slow:
    case Verdict::not_parallel:
      lesson = "01-threads";
      break;
    case Verdict::data_race:
    case Verdict::wrong_result:
      lesson = "02-locks";
      break;
    case Verdict::lost_wakeup:
    case Verdict::busy_wait:
      lesson = "03-conditions";
      break;
    case Verdict::deadlock:
    case Verdict::livelock:
    case Verdict::starvation:
      lesson = "10-deadlock-and-starvation";
      break;
  }
  return std::string(lesson) + "#" + std::string(protocol::name(v));
}

}  // namespace course::report
