#include "judge/grade.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "judge/evidence.hpp"
#include "judge/forbidden_names.hpp"
#include "judge/memory_orders.hpp"
#include "judge/prefetch.hpp"
#include "judge/session.hpp"
#include "judge/unfreed.hpp"
#include "protocol/error.hpp"
#include "sandbox/source_file.hpp"

namespace course::judge {
namespace {

using protocol::TestState;
using protocol::Verdict;

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin)
      .count();
}

std::vector<protocol::StepResult> all_steps(const Assignment& a) {
  std::vector<protocol::StepResult> steps;
  for (const auto& s : a.steps) {
    protocol::StepResult step;
    step.title = s.title;
    for (const auto& name : s.tests)
      step.tests.push_back({name, TestState::not_run, Verdict::pass});
    steps.push_back(std::move(step));
  }
  return steps;
}

// Runs the tests in order up to the first that fails; returns it. `passed_step`
// is called after each step that passes. If `only` is said, the others are run
// with nothing explored, as `session` must see to.
protocol::TestResult* run_tests(Session& session, const std::string& suite,
                                const std::string& only,
                                std::vector<protocol::StepResult>& steps,
                                const std::function<void()>& passed_step) {
  for (auto& step : steps) {
    for (auto& test : step.tests) {
      const bool passed = session.run_test_case(suite, test.name);
      if (!only.empty() && test.name != only) continue;
      if (passed) {
        test.state = TestState::passed;
        continue;
      }
      test.state = TestState::failed;
      test.verdict = session.candidate()->verdict;
      return &test;
    }
    passed_step();
  }
  return nullptr;
}

struct Questions {
  std::uint32_t first = 1;  // number of the first, of all of the exercise
  std::vector<Question> asked;
};

// What the tests, or the one called `only`, will ask, in order: they run once
// with nothing explored.
Questions questions_of(const Assignment& a, const std::string& only = "") {
  Questions questions;
  bool wanted = false;
  Session session(
      [&](const Question& q, std::uint32_t number) {
        if (wanted && questions.asked.empty()) questions.first = number;
        if (wanted) questions.asked.push_back(q);
        return Answer{};
      },
      a.terms);
  for (const auto& step : a.steps)
    for (const auto& test : step.tests) {
      wanted = only.empty() || test == only;
      session.run_test_case(a.exercise, test);
    }
  if (questions.asked.empty() && !only.empty())
    throw protocol::CourseError("the name of a test of " + a.exercise,
                                "\"" + only + "\"",
                                "take one of those in its exercise.toml");
  return questions;
}

std::vector<std::string> scenarios_of(const Assignment& a,
                                      const std::string& only) {
  std::vector<std::string> names;
  if (only.empty()) return names;
  for (const Question& q : questions_of(a, only).asked)
    if (std::ranges::find(names, q.scenario) == names.end())
      names.push_back(q.scenario);
  return names;
}

Worker worker_of(const Assignment& a, const sandbox::Built& built,
                 const Settings& settings) {
  std::optional<std::vector<std::string>> arguments;
  if (a.program) {
    arguments = a.program->arguments;
    arguments->insert(arguments->begin(),
                      a.program->files.front().stem().string());
  }
  return {built.worker, settings.cancel, std::move(arguments)};
}

// In the copy that was compiled.
std::optional<protocol::Failure> forbidden_use(const Assignment& a,
                                               const sandbox::Built& built) {
  if (a.forbidden.empty()) return std::nullopt;
  const auto use = first_use(
      sandbox::read_source(built.worker.parent_path() / a.header), a.forbidden);
  if (!use) return std::nullopt;
  protocol::Failure failure;
  failure.verdict = Verdict::forbidden;
  failure.message = fmt::format("{} at {}:{}", use->name, a.header, use->line);
  return failure;
}

// `not-parallel` is said of all schedules, so one that is replayed alone does
// not tell: if the callbacks meet in another one, it is stuck for its own
// reason.
bool meet_in_some_schedule(const Worker& worker, const Question& q,
                           const Budget& budget) {
  const Answer all = worker.explore(q, budget);
  return std::any_of(
      all.outcomes.begin(), all.outcomes.end(),
      [](const AnsweredOutcome& o) { return o.verdict == Verdict::pass; });
}

}  // namespace

std::set<std::string> source_names(const Assignment& a) {
  if (!a.program) return {a.header};
  std::set<std::string> names;
  for (const auto& file : sandbox::shown_files(*a.program))
    names.insert(file.filename());
  return names;
}

sandbox::Built Judge::build(const Assignment& a,
                            const Settings& settings) const {
  sandbox::Built built =
      a.program
          ? sandbox::build(toolchain_, *a.program, settings.cancel)
          : sandbox::build(toolchain_,
                           sandbox::Submission{
                               a.exercise, a.submission, a.header, a.scenarios,
                               scenarios_of(a, settings.only_test)},
                           settings.cancel);
  if (settings.cancel && *settings.cancel) throw Cancelled{};
  return built;
}

protocol::CheckResult Judge::check(const Assignment& a,
                                   const Settings& settings) {
  protocol::CheckResult result;
  result.exercise = a.exercise;
  result.file = a.submission;
  result.steps = all_steps(a);
  const sandbox::Built built = build(a, settings);
  result.times.compile = built.compile_seconds;
  result.times.link = built.link_seconds;
  result.times.cached = built.cached;
  if (!built.ok) {
    result.verdict = Verdict::does_not_compile;
    result.diagnostics = built.diagnostics;
    if (!built.refused.empty())
      result.diagnostics.insert(result.diagnostics.begin(),
                                {"", 0, 0, "error", built.refused, "", true});
    return result;
  }
  if ((result.failure = forbidden_use(a, built))) {
    result.verdict = Verdict::forbidden;
    return result;
  }

  const auto begin = std::chrono::steady_clock::now();
  const Worker worker = worker_of(a, built, settings);
  Questions questions = questions_of(a, settings.only_test);
  const std::uint32_t first = questions.first;
  const std::size_t count = questions.asked.size();
  Prefetch prefetch(worker, std::move(questions.asked), settings,
                    settings.parallel, settings.cancel,
                    settings.searches.get());
  Session session(
      [&](const Question&, std::uint32_t number) {
        // `number` below `first`: also not less than `count`, unsigned.
        return number - first < count ? prefetch.get(number - first) : Answer{};
      },
      a.terms);
  const auto tell = [&] {
    if (settings.on_news) settings.on_news(result);
  };
  protocol::TestResult* const failed =
      run_tests(session, a.exercise, settings.only_test, result.steps, tell);
  result.coverage = session.coverage();
  if (failed) {
    result.verdict = failed->verdict;
    if (result.verdict == Verdict::not_started) {
      result.not_written = session.candidate()->message;
    } else if (!settings.verdict_only) {
      tell();
      result.failure =
          gather_evidence(*session.candidate(), worker, a, failed->name);
    }
  } else if (uses_weak_orders(session.weak_orders(), worker, a)) {
    for (auto& c : result.coverage) c.weak_orders = true;
  }
  if (!failed && a.program)
    if (std::string note = unfreed_memory(worker, a); !note.empty())
      result.notes.push_back(std::move(note));
  result.times.run = seconds_since(begin);
  return result;
}

protocol::Failure Judge::replay(const Assignment& a,
                                const protocol::Replay& replay,
                                const Settings& settings) {
  const sandbox::Built built = build(a, settings);
  if (!built.ok)
    throw protocol::CourseError("a submission that compiles", "compile errors",
                                a.again + " shows them");
  const Worker worker = worker_of(a, built, settings);
  std::optional<AnsweredOutcome> ran;
  std::shared_ptr<Exploration> exploration = std::make_shared<Exploration>();
  Question asked;
  // The exercise's own tests are run to find the question and to judge the
  // answer; all explorations but the one asked for stay empty.
  Session session(
      [&](const Question& q, std::uint32_t number) {
        Answer answer;
        if (number != replay.exploration) return answer;
        exploration->question = asked = q;
        exploration->question.faults = replay.faults;
        exploration->number = number;
        answer = worker.trace(exploration->question, replay.deviations);
        if (!answer.outcomes.empty()) ran = answer.outcomes.front();
        if (answer.unfitted) ran.reset();
        return answer;
      },
      a.terms);
  auto steps = all_steps(a);
  for (auto& step : steps)
    for (auto& test : step.tests) {
      session.run_test_case(a.exercise, test.name);
      if (exploration->number == 0) continue;
      if (!ran || (ran->trace_hash & 0xffff) != replay.check)
        throw protocol::CourseError(
            fmt::format("a schedule of this program ({})", to_string(replay)),
            ran ? "the program takes other steps under it: it has changed since"
                : "the program makes fewer choices than the schedule names: it "
                  "has changed since",
            a.again + " finds a schedule for the program as it is now");
      Candidate c = session.candidate().value_or(Candidate{});
      if (!session.candidate()) c.verdict = Verdict::pass;
      c.exploration = exploration;
      c.outcome = *ran;
      c.outcome.sampled = false;
      c.failing = c.tried = 0;
      if (c.verdict == Verdict::not_parallel &&
          meet_in_some_schedule(worker, asked, settings)) {
        c.verdict = ran->verdict;
        c.claim.clear();
      }
      return gather_evidence(c, worker, a, test.name);
    }
  throw protocol::CourseError(
      fmt::format("a schedule of this exercise ({})", to_string(replay)),
      fmt::format("it has no exploration number {}", replay.exploration),
      "copy the whole string from the report");
}

std::string Judge::output(const Assignment& a, const Settings& settings) const {
  const sandbox::Built built = build(a, settings);
  if (!built.ok)
    throw protocol::CourseError("a program that compiles",
                                built.diagnostics.front().message,
                                "see " + a.program->files.front().string());
  // The other modes throw away what is printed.
  const Answer answer =
      worker_of(a, built, settings).trace(questions_of(a).asked.front(), {});
  const bool ends = !answer.collapse && !answer.outcomes.empty();
  if (!ends || answer.outcomes.front().verdict != Verdict::pass)
    throw protocol::CourseError(
        "a program that ends by itself",
        ends ? answer.outcomes.front().message : answer.collapse->message,
        "./course explore " + a.program->files.front().string() +
            " shows where");
  return answer.output;
}

}  // namespace course::judge
