// course dev check: an exercise proves itself. Its starter, its solution and
// every file in right/ and wrong/ is graded, and must get the verdict that it
// declares, each time; every failure is replayed and must be the same again.
#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

#include "cli/commands.hpp"
#include "cli/present.hpp"
#include "course/variants.hpp"
#include "protocol/error.hpp"
#include "sandbox/variant.hpp"

namespace course::cli {
namespace {

using content::Exercise;
using content::Variant;
using protocol::CheckResult;

struct DevCheckOptions {
  std::vector<std::string> names;
  std::string only;
  std::uint64_t fresh = 1, seeds = 1;
  std::string backend = "fibers", compiler, optimise;
  std::size_t every = 1, from = 0;  // of the variants, if not all
  bool quick = false;
  judge::Settings settings;
};

// Another way to run the same thing, which must give the same verdicts.
void cross(Session& session, const DevCheckOptions& options) {
  if (options.backend == "kernel-threads")
    session.extra_flags |= protocol::kernel_threads;
  if (options.backend == "fork-each")
    session.extra_flags |= protocol::fork_each;
  if (!options.compiler.empty() || !options.optimise.empty())
    session.toolchain = sandbox::variant(sandbox::default_toolchain(),
                                         options.compiler, options.optimise);
}

// What is wrong with the replay of a failure; empty if nothing is.
std::string replay_fault(Session& session, const Submission& submission,
                         const CheckResult& result,
                         const judge::Settings& settings) {
  if (!result.failure || result.failure->replay.empty()) return "";
  if (!result.failure->replayed) return "the trace was not repeated";
  const auto schedule = protocol::replay_from_string(result.failure->replay);
  if (!schedule) return "its replay string cannot be read";
  try {
    const protocol::Failure again = session.replay(
        *submission.exercise, submission.file, *schedule, settings);
    if (again.verdict != result.verdict)
      return fmt::format("its replay is {}", protocol::name(again.verdict));
  } catch (const protocol::CourseError& error) {
    return "its replay diverges: " + error.found;
  }
  return "";
}

std::string replay_of(const CheckResult& result) {
  return result.failure ? result.failure->replay : "";
}

// On another backend: what is not as on fibers.
std::string other_backend_fault(Session& session, const Submission& submission,
                                const CheckResult& result,
                                judge::Settings settings) {
  settings.searches.reset();
  const std::uint32_t flags = std::exchange(session.extra_flags, 0);
  if (flags == 0) return "";
  const CheckResult fibers =
      session.check(*submission.exercise, submission.file, settings);
  session.extra_flags = flags;
  if (fibers.verdict != result.verdict)
    return fmt::format("on fibers it is {}", protocol::name(fibers.verdict));
  if (replay_of(fibers) != replay_of(result))
    return "on fibers the schedule is " + replay_of(fibers);
  const auto schedules = [](const CheckResult& r) {
    std::uint64_t n = 0;
    for (const auto& c : r.coverage) n += c.schedules;
    return n;
  };
  if (!result.failure && schedules(fibers) != schedules(result))
    return fmt::format("on fibers {} schedules run, here {}", schedules(fibers),
                       schedules(result));
  return "";
}

struct Proof {
  CheckResult result;    // of the last run, the faulty one if there is one
  std::string replay;    // of the first run
  double seconds = 0;    // a run
  bool sampled = false;  // a sample is what failed
  std::string fault;     // empty: all is well
};

// The test that failed; empty if none did.
std::string failed_test(const CheckResult& result) {
  for (const auto& step : result.steps)
    for (const auto& test : step.tests)
      if (test.state == protocol::TestState::failed) return test.name;
  return "";
}

// What is not as the variant declares; empty if nothing is.
// With another seed a sample may fail another test, with the same verdict.
std::string undeclared(const Variant& variant, const CheckResult& result,
                       bool verdict_only) {
  if (result.verdict != variant.expected) return "not as declared";
  if (verdict_only) return "";
  const std::string failed = failed_test(result);
  if (!variant.test.empty() && failed != variant.test)
    return "it fails \"" + failed + "\", not \"" + variant.test + "\"";
  return "";
}

// Grades one variant fresh * seeds times, up to the first fault.
Proof prove(Session& session, const Submission& submission,
            const Variant& variant, const DevCheckOptions& options) {
  using Clock = std::chrono::steady_clock;
  Proof proof;
  const std::uint64_t runs = options.seeds * options.fresh;
  const auto searches = std::make_shared<judge::KnownSearches>();
  for (std::uint64_t run = 0; run < runs && proof.fault.empty(); ++run) {
    judge::Settings settings = options.settings;
    if (options.quick) settings.only_test = variant.test;
    settings.seed += run / options.fresh;
    // Another seed must give the same verdict; its schedules are its own.
    settings.verdict_only = settings.seed != options.settings.seed;
    if (run == 0 || settings.verdict_only) settings.searches = searches;
    const auto start = Clock::now();
    proof.result =
        session.check(*submission.exercise, submission.file, settings);
    const std::chrono::duration<double> took = Clock::now() - start;
    proof.seconds += (took.count() - proof.seconds) / (run + 1);
    if (session.stopped()) return proof;
    if (const std::string other =
            other_backend_fault(session, submission, proof.result, settings);
        !other.empty())
      proof.fault = other;
    if (run == 0) {
      proof.replay = replay_of(proof.result);
      proof.sampled = proof.result.failure && proof.result.failure->sampled;
    }
    if (!proof.fault.empty())
      continue;
    else if (proof.fault =
                 undeclared(variant, proof.result, settings.verdict_only);
             !proof.fault.empty())
      continue;
    else if (settings.verdict_only)
      continue;
    else if (replay_of(proof.result) != proof.replay)
      proof.fault = "another schedule: " + replay_of(proof.result);
    else
      proof.fault = replay_fault(session, submission, proof.result, settings);
  }
  return proof;
}

// Leaves every so many of them over, at least one; the starter is the same
// anywhere.
void thin_out(std::vector<Variant>& variants, const DevCheckOptions& options) {
  if (options.every < 2) return;
  std::erase_if(variants,
                [](const Variant& v) { return v.label == "starter"; });
  const std::size_t first =
      options.from % std::clamp<std::size_t>(variants.size(), 1, options.every);
  std::size_t number = 0;
  std::erase_if(variants, [&](const Variant&) {
    return number++ % options.every != first;
  });
}

bool complete(const Exercise& exercise, std::size_t width) {
  const auto missing = content::missing_parts(exercise);
  fmt::print("  {:{}}  {}\n", "files", width,
             missing.empty() ? "complete" : "FAILS");
  for (const std::string& part : missing) fmt::print("    {}\n", part);
  return missing.empty();
}

// Prints a row for each part that --only leaves over; throws if that is none.
// Under the row of a variant that is not as declared stands its report.
bool prove(Session& session, const Exercise& exercise,
           const DevCheckOptions& options) {
  std::vector<Variant> variants = content::variants(exercise);
  const bool files = options.only.empty() || options.only == "files";
  if (!options.only.empty())
    std::erase_if(variants, [&](const Variant& variant) {
      return variant.label != options.only;
    });
  thin_out(variants, options);
  if (variants.empty() && !files)
    throw protocol::CourseError(
        "a part of " + exercise.slug(), "\"" + options.only + "\"",
        "say files, starter, solution, right/NAME or wrong/NAME");
  std::size_t width = 5;
  for (const Variant& variant : variants)
    width = std::max(width, variant.label.size());

  fmt::print("{}\n  {:{}}  {:16}  {:16}  {:>6}  {}\n", exercise.slug(), "file",
             width, "expected", "got", "ms", "replay");
  bool good = !files || complete(exercise, width);
  for (const Variant& variant : variants) {
    const Submission submission{&exercise, as_typed(variant.file)};
    const Proof proof = prove(session, submission, variant, options);
    if (session.stopped()) return false;
    std::string remark;
    if (content::fails_a_test(variant) && variant.test.empty())
      remark += "  // test: " + failed_test(proof.result);  // to be copied
    if (proof.sampled) remark += "  (sampled: the seed has a part in it)";
    fmt::print("  {:{}}  {:16}  {:16}  {:>6.0f}  {}{}{}\n", variant.label,
               width, protocol::name(variant.expected),
               protocol::name(proof.result.verdict), 1000 * proof.seconds,
               proof.replay, remark,
               proof.fault.empty() ? "" : "  FAILS: " + proof.fault);
    if (!proof.fault.empty())
      fmt::print("\n{}\n", text(session, submission, proof.result));
    std::fflush(stdout);
    good = good && proof.fault.empty();
  }
  return good;
}

int dev_check(Session& session, const DevCheckOptions& options) {
  cross(session, options);
  std::vector<const Exercise*> exercises;
  for (const std::string& name : options.names)
    for (const Exercise* exercise : session.course().select(name))
      exercises.push_back(exercise);
  if (options.names.empty())
    for (const Exercise& exercise : session.course().exercises())
      exercises.push_back(&exercise);
  bool good = true;
  for (const Exercise* exercise : exercises) {
    good = prove(session, *exercise, options) && good;
    if (session.stopped()) return cancelled;
  }
  return good ? passed : not_passed;
}

}  // namespace

void add_dev_check(Command dev, Session& session) {
  auto options = std::make_shared<DevCheckOptions>();
  Command sub = dev.subcommand(
      "check", "Prove that exercises do what their files declare");
  sub.argument("name", &options->names,
               "Exercises or lessons; without: all of them");
  sub.option("--only", &options->only,
             "files, starter, solution, right/NAME or wrong/NAME");
  sub.option("--fresh", &options->fresh, "Grade each file so many times")
      .positive();
  sub.option("--seeds", &options->seeds, "Use so many seeds").positive();
  sub.option("--seed", &options->settings.seed, "The first seed");
  sub.option("--samples", &options->settings.samples,
             "Schedules to sample after the systematic search");
  sub.option("--backend", &options->backend,
             "How schedules are run: fibers, kernel-threads, fork-each")
      .one_of({"fibers", "kernel-threads", "fork-each"});
  sub.option("--compiler", &options->compiler,
             "Compile submissions with this one, such as clang++-19");
  sub.option("--optimise", &options->optimise, "-O0, -O1, -O2")
      .one_of({"-O0", "-O1", "-O2"});
  sub.flag("--quick", options->quick,
           "Compile a file in wrong/ only for the test that it declares");
  sub.option("--every", &options->every, "Only every so many of the files")
      .positive();
  sub.option("--from", &options->from, "The first of them, from 0");
  sub.option("--jobs", &options->settings.parallel,
             "Workers at a time (default: one a processor)")
      .between(1, 256);
  sub.option("--phase1", &options->settings.phase1_budget,
             "Schedules of the systematic search, at most");
  sub.runs([&session, options] { return dev_check(session, *options); });
}

}  // namespace course::cli
