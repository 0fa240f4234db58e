// The search of a real worker against the brute-force enumeration of the same
// programs, and what must hold for every answer.
#include <stdlib.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

#include "judge/prefetch.hpp"
#include "judge/test_programs.hpp"
#include "runtime/search/model_program.hpp"

using namespace course::judge;
using course::model::Instruction;
using course::model::Op;
using course::model::Program;
using course::model::Tree;
using course::protocol::Verdict;

namespace {

// Exhaustion is compared whatever it costs.
constexpr std::uint32_t no_limit = ~std::uint32_t{0};

// One instruction as C++. A std::thread's constructor and join are
// one instruction each: points stand before pthread_create and pthread_join.
// Events are no points.
std::string text_of(const Instruction& i, std::size_t at) {
  const std::string o = std::to_string(i.object), m = "m" + o;
  const std::string number = std::to_string(2 * at);
  const auto event = [&](const std::string& result) {
    return "course_test::event(\"did\", " + number + result + ");";
  };
  switch (i.op) {
    case Op::step:
      return "course_test::let_others_run(); " + event("");
    case Op::bump:
      return "++number;";
    case Op::yield:
      return "std::this_thread::yield();";
    case Op::lock:
      return m + ".lock();";
    case Op::unlock:
      return m + ".unlock();";
    case Op::try_lock:
      return "held" + o + " = " + m + ".try_lock(); " + event(" + held" + o);
    case Op::unlock_if_held:
      return "if (held" + o + ") " + m + ".unlock();";
    case Op::acquire:
      return "units->acquire();";
    case Op::try_acquire: {
      const std::string got = "got" + std::to_string(at);
      return "const bool " + got + " = units->try_acquire(); " +
             event(" + " + got);
    }
    case Op::release:
      return "units->release();";
    case Op::wait:
      return "{ std::unique_lock l(m" + std::to_string(i.mutex) +
             ", std::adopt_lock); c" + o + ".wait(l); l.release(); }";
    case Op::notify_one:
      return "c" + o + ".notify_one();";
    case Op::notify_all:
      return "c" + o + ".notify_all();";
    case Op::create:
      return "std::thread t" + o + "(task" + o + ");";
    case Op::join:
      return "t" + o + ".join();";
    case Op::detach:
      return "t" + o + ".detach();";
  }
  return "";
}

// A namespace of its own: a detached thread may outlive the scenario's frame.
std::string text_of(const Program& p, std::size_t number) {
  std::ostringstream out;
  out << "namespace program" << number << " {\n"
      << "std::mutex m0, m1;\n"
      << "std::condition_variable c0;\n"
      << "std::atomic<int> number{0};\n"
      << "std::optional<std::counting_semaphore<>> units;\n";
  for (std::size_t t = p.tasks.size(); t-- > 0;) {
    if (t > 0)
      out << "void task" << t << "() {\n";
    else
      out << "COURSE_SCENARIO(\"" << p.name << "\") {\n";
    if (t == 0 && !p.semaphores.empty())
      out << "  units.emplace(" << p.semaphores[0] << ");\n";
    out << "  [[maybe_unused]] bool held0, held1;\n";
    for (std::size_t at = 0; at < p.tasks[t].size(); ++at)
      out << "  " << text_of(p.tasks[t][at], at) << "\n";
    out << "}\n";
  }
  out << "}\n\n";
  return out.str();
}

std::vector<Program> all_programs() {
  std::vector<Program> programs = course::model::small_programs();
  for (Program& p : course::model::random_programs(25, 10'000))
    programs.push_back(std::move(p));
  return programs;
}

// All of them as one program.
const Worker& small_programs_worker() {
  static const Worker worker = [] {
    std::string text =
        "#include \"course_test.hpp\"\n#include \"support.hpp\"\n"
        "#include \"course_test_end.hpp\"\n\n";
    for (const Program& p : all_programs()) text += text_of(p, text.size());
    // Its name says what it holds, so it is compiled once, and a test that
    // runs at the same time cannot put another text in its place.
    const auto folder =
        course::sandbox::default_toolchain().workers.parent_path();
    const auto source =
        folder / ("small_programs_" +
                  std::to_string(std::hash<std::string>{}(text)) + ".cpp");
    const auto started = source.string() + std::to_string(::getpid());
    std::ofstream(started) << text;
    std::filesystem::rename(started, source);
    return build_program(source);
  }();
  return worker;
}

course::model::History history_of(const AnsweredOutcome& o) {
  course::model::History h;
  for (const auto& event : o.observations)
    h.emplace_back(static_cast<unsigned>(event.task - 1),
                   static_cast<unsigned>(event.values.at(0).integer()));
  return h;
}

// Bounds from 15 up share the last counter.
std::vector<std::uint64_t> folded(const std::vector<std::uint32_t>& exact) {
  std::vector<std::uint64_t> counts(exact.begin(), exact.end());
  constexpr std::size_t slots = course::protocol::bound_slots;
  while (counts.size() > slots) {
    counts[counts.size() - 2] += counts.back();
    counts.pop_back();
  }
  return counts;
}

std::string raw_outcomes(const Answer& a) {
  const auto& m = mapping_of(a);
  return std::string(reinterpret_cast<const char*>(m.outcomes),
                     m.response.outcome_bytes);
}

Answer ask(const Worker& worker, const std::string& scenario, Budget budget) {
  return worker.explore({.scenario = scenario}, budget);
}

}  // namespace

TEST_CASE("std::threads give the counts of the brute-force enumeration") {
  const Worker& worker = small_programs_worker();
  constexpr Budget whole{
      .phase1_budget = 1'000'000, .deep_budget = no_limit, .samples = 0};
  constexpr Budget part{
      .phase1_budget = 300, .deep_budget = no_limit, .samples = 0};
  struct Way {
    Budget budget;
    std::uint32_t flags;
  };
  std::uint64_t orders = 0, run = 0;
  for (const Program& p : all_programs()) {
    CAPTURE(p.name);
    Tree tree;
    enumerate(course::model::Model(p), tree);
    for (const Way& way : {Way{whole, 0},
                           {whole, course::protocol::keep_equal_orders},
                           {part, course::protocol::keep_equal_orders}}) {
      const Budget& budget = way.budget;
      CAPTURE(budget.phase1_budget);
      CAPTURE(way.flags);
      const auto e = course::model::expected(tree, budget.phase1_budget,
                                             budget.max_delays);
      const Answer a =
          worker.explore({.scenario = p.name, .flags = way.flags}, budget);
      CHECK((a.collapse ? a.collapse->message : "") == "");
      CHECK(a.coverage.bound_counts == folded(e.counts));
      CHECK(a.coverage.exhausted == e.exhausted);
      if (way.flags == 0) {
        for (const std::uint32_t n : e.counts) orders += n;
        run += a.coverage.schedules;
      } else {
        CHECK(a.coverage.completed_bound == e.completed);
      }
      if (!e.exhausted) continue;

      std::size_t passed = 0;
      for (const AnsweredOutcome& o : a.outcomes) {
        if (o.verdict != Verdict::pass) continue;
        ++passed;
        const auto seen = tree.histories.find(history_of(o));
        CHECK(seen != tree.histories.end());
        if (seen == tree.histories.end()) continue;
        CHECK(o.bound == seen->second.bound);
        CHECK(o.count == seen->second.count);
      }
      CHECK(passed == tree.histories.size());
    }
  }
  CHECK(run < orders / 2);  // the others were only counted
}

TEST_CASE("as many schedules of the first failing bound deadlock") {
  const Worker& worker = small_programs_worker();
  for (const Program& p : all_programs()) {
    CAPTURE(p.name);
    Tree tree;
    enumerate(course::model::Model(p), tree);
    const auto e = course::model::expected(tree, 10'000, 2);
    const Answer a =
        ask(worker, p.name,
            {.phase1_budget = 10'000, .deep_budget = no_limit, .samples = 0});
    std::uint64_t stuck = 0;
    for (const AnsweredOutcome& o : a.outcomes) {
      if (o.verdict == Verdict::pass) continue;
      CHECK(static_cast<int>(o.bound) == e.completed);
      const bool kind =
          o.verdict == Verdict::deadlock || o.verdict == Verdict::lost_wakeup;
      CHECK(kind);
      stuck += o.count;
    }
    CHECK(stuck ==
          (e.failed
               ? tree.levels[static_cast<std::size_t>(e.completed)].deadlocks
               : 0));
  }
}

TEST_CASE("every outcome of a small program replays in a fresh process") {
  const Worker& worker = small_programs_worker();
  for (const Program& p : all_programs()) {
    CAPTURE(p.name);
    check_replays(worker, {.scenario = p.name},
                  ask(worker, p.name, {.phase1_budget = 500, .samples = 200}));
  }
}

TEST_CASE("the same request twice gives the same bytes") {
  const Worker& worker = small_programs_worker();
  for (const Program& p : all_programs()) {
    CAPTURE(p.name);
    const Budget budget{.seed = 7, .phase1_budget = 50, .samples = 300};
    const Answer a = ask(worker, p.name, budget),
                 b = ask(worker, p.name, budget);
    CHECK(raw_outcomes(a) == raw_outcomes(b));
    CHECK(a.coverage.schedules == b.coverage.schedules);
  }
}

TEST_CASE("kernel threads and a process each give the same bytes") {
  const Worker& worker = small_programs_worker();
  for (const Program& p : all_programs()) {
    CAPTURE(p.name);
    const Budget budget{.phase1_budget = 60, .samples = 20};
    const auto run = [&](std::uint32_t flags) {
      return worker.explore({.scenario = p.name, .flags = flags}, budget);
    };
    const Answer fibers = run(0);
    for (const std::uint32_t flag :
         {course::protocol::kernel_threads, course::protocol::fork_each}) {
      const Answer other = run(flag);
      CHECK((other.collapse ? other.collapse->message : "") == "");
      CHECK(raw_outcomes(other) == raw_outcomes(fibers));
      CHECK(other.coverage.schedules == fibers.coverage.schedules);
    }
  }
}

TEST_CASE("another seed changes nothing but the samples") {
  const Worker& worker = small_programs_worker();
  int differ = 0;
  for (const Program& p : all_programs()) {
    CAPTURE(p.name);
    Budget budget{.seed = 1, .phase1_budget = 20, .samples = 0};
    const Answer none = ask(worker, p.name, budget);
    budget.samples = 100;
    const Answer one = ask(worker, p.name, budget);
    budget.seed = 2;
    const Answer two = ask(worker, p.name, budget);
    for (const Answer* a : {&one, &two}) {
      CHECK(a->coverage.bound_counts == none.coverage.bound_counts);
      CHECK(a->outcomes.size() >= none.outcomes.size());
      for (std::size_t i = 0;
           i < std::min(a->outcomes.size(), none.outcomes.size()); ++i) {
        check_same_run(none.outcomes[i], a->outcomes[i]);
        CHECK(a->outcomes[i].count == none.outcomes[i].count);
      }
      for (std::size_t i = none.outcomes.size(); i < a->outcomes.size(); ++i)
        CHECK(a->outcomes[i].sampled);
    }
    differ += raw_outcomes(one) != raw_outcomes(two);
  }
  CHECK(differ > 0);
}

TEST_CASE("a search that is known is not needed for another seed") {
  const Worker& worker = small_programs_worker();
  int sampled = 0;
  for (const Program& p : all_programs()) {
    CAPTURE(p.name);
    KnownSearches known;
    // How runs end, and whether only samples end like that.
    const auto endings = [&](std::uint64_t seed, KnownSearches* searches) {
      const Budget budget{.seed = seed, .phase1_budget = 20, .samples = 100};
      Prefetch prefetch(worker, {Question{.scenario = p.name}}, budget, 1,
                        nullptr, searches);
      std::map<std::pair<Verdict, course::model::History>, bool> all;
      for (const AnsweredOutcome& o : prefetch.get(0).outcomes) {
        bool& only =
            all.try_emplace({o.verdict, history_of(o)}, true).first->second;
        only = only && o.sampled;
        sampled += o.sampled;
      }
      return all;
    };
    endings(1, &known);
    CHECK(endings(2, &known) == endings(2, nullptr));
  }
  CHECK(sampled > 0);
}

TEST_CASE("a schedule of another program is reported as unfitted") {
  const Worker& worker = small_programs_worker();
  const Question q{.scenario = "steps beside steps"};
  CHECK_FALSE(worker.run(q, {{}}).unfitted);
  CHECK_FALSE(worker.run(q, {{{1, 1}}}).unfitted);
  CHECK(worker.run(q, {{{1, 200}}}).unfitted);      // no such option
  CHECK(worker.run(q, {{{100'000, 1}}}).unfitted);  // no such choice
  CHECK(worker.run(q, {{}, {{100'000, 1}}}).unfitted);
  CHECK(worker.trace(q, {{100'000, 1}}).unfitted);
}
