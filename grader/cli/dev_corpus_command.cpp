// course dev corpus: the engine proves itself on whole programs. A buggy one
// must get the verdict it declares, and its schedule must give the same trace
// in a fresh process, and after a rebuild on kernel threads (with processes,
// which need fibers: in a worker of its own); a right one must pass although
// everything happens that the standard allows.
#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <memory>

#include "cli/commands.hpp"
#include "course/scratch_folder.hpp"
#include "course/variants.hpp"
#include "judge/program.hpp"
#include "protocol/error.hpp"
#include "protocol/faults.hpp"
#include "report/source_lines.hpp"
#include "report/text_report.hpp"
#include "sandbox/source_file.hpp"

namespace course::cli {
namespace {

using content::Variant;
using protocol::CheckResult;
using protocol::Verdict;

struct DevCorpusOptions {
  std::vector<std::string> names;
  std::uint64_t seeds = 1;
  std::uint32_t buggy = 2'000, right = 5'000;  // schedules
};

judge::Assignment assignment_of(const Variant& variant) {
  judge::Terms terms;
  if (variant.expected == Verdict::pass)
    terms.faults = protocol::standard_faults;
  return judge::program_assignment(
      {{variant.file}, {}}, terms,
      "./course dev corpus " + variant.file.stem().string());
}

judge::Settings settings(const Variant& variant,
                         const DevCorpusOptions& options, std::uint64_t seed) {
  const std::uint32_t schedules =
      variant.expected == Verdict::pass ? options.right : options.buggy;
  judge::Settings s;
  s.seed = seed;
  s.samples = schedules / 4;
  s.phase1_budget = schedules - s.samples;
  return s;
}

// The same program, compiled anew.
Variant rebuilt(const Variant& variant, const std::filesystem::path& folder) {
  Variant copy = variant;
  copy.file = folder / variant.file.filename();
  std::ifstream in(variant.file);
  std::ofstream(copy.file) << in.rdbuf() << "// another text\n";
  return copy;
}

// What is wrong with the replay of a failure on that backend; empty if nothing
// is.
std::string fault_on(std::uint32_t backend, Session& session,
                     const Variant& variant, const CheckResult& result) {
  const auto schedule = protocol::replay_from_string(result.failure->replay);
  session.extra_flags = backend;
  std::string fault;
  try {
    const Verdict again =
        session.replay(assignment_of(variant), *schedule, {}).verdict;
    if (again != result.verdict)
      fault = fmt::format("is {}", protocol::name(again));
  } catch (const protocol::CourseError& error) {
    fault = "diverges: " + error.found;
  }
  session.extra_flags = 0;
  return fault;
}

bool makes_processes(const Variant& variant) {
  return sandbox::read_source(variant.file).find("<sys/wait.h>") !=
         std::string::npos;
}

// The same for all that a failure must bear; `again` is one that has been
// borne before.
std::string replay_fault(Session& session, const Variant& variant,
                         const CheckResult& result, const std::string& again) {
  if (!result.failure || result.failure->replay.empty() ||
      result.failure->replay == again)
    return "";
  if (!result.failure->replayed) return "the trace was not repeated";
  if (std::string fault = fault_on(0, session, variant, result); !fault.empty())
    return "its replay " + fault;
  const content::ScratchFolder scratch(COURSE_BUILD_DIRECTORY);
  const bool forks = makes_processes(variant);
  if (std::string fault =
          fault_on(forks ? protocol::fork_each : protocol::kernel_threads,
                   session, rebuilt(variant, scratch.path()), result);
      !fault.empty())
    return fmt::format("its replay, rebuilt, {}, {}",
                       forks ? "in a worker of its own" : "on kernel threads",
                       fault);
  return "";
}

// Prints a row; under one that is not as declared, the report.
bool prove(Session& session, const Variant& variant,
           const DevCorpusOptions& options) {
  std::uint64_t good = 0;
  std::string fault, replayed;
  CheckResult shown;
  for (std::uint64_t seed = 1; seed <= options.seeds; ++seed) {
    CheckResult result =
        session.check(assignment_of(variant), settings(variant, options, seed));
    if (session.stopped()) return false;
    std::string wrong = result.verdict == variant.expected
                            ? replay_fault(session, variant, result, replayed)
                            : "not as declared";
    if (wrong.empty() && result.failure) replayed = result.failure->replay;
    good += wrong.empty();
    if (!wrong.empty() && fault.empty()) fault = std::move(wrong);
    if (seed == 1 || result.verdict != variant.expected)
      shown = std::move(result);
  }
  fmt::print("  {:44}  {:14}  {:14}  {:>3} of {:<3}  {}{}\n", variant.label,
             protocol::name(variant.expected), protocol::name(shown.verdict),
             good, options.seeds, shown.failure ? shown.failure->replay : "",
             fault.empty() ? "" : "  FAILS: " + fault);
  if (!fault.empty()) {
    report::TextOptions text;
    text.exercise = variant.label;
    text.replay_command =
        "./course explore " + as_typed(variant.file).string() + " --replay ";
    fmt::print("\n{}\n",
               report::text_report(
                   shown, report::FileSourceLines({variant.file}), text));
  }
  std::fflush(stdout);
  return fault.empty();
}

int dev_corpus(Session& session, const DevCorpusOptions& options) {
  std::vector<Variant> programs = content::corpus(session.root());
  if (!options.names.empty())
    std::erase_if(programs, [&](const Variant& v) {
      return std::none_of(options.names.begin(), options.names.end(),
                          [&](const std::string& name) {
                            return v.label == name || v.file.stem() == name;
                          });
    });
  if (programs.empty())
    throw protocol::CourseError(
        "a program of grader/corpus",
        options.names.empty() ? "none" : options.names.front(),
        "say buggy/NAME or right/NAME");
  // They are known to compile without; with it, in half the time.
  session.toolchain = sandbox::default_toolchain();
  session.toolchain->prelude =
      session.toolchain->include / sandbox::precompiled_header;
  std::size_t good = 0;
  for (const Variant& variant : programs) {
    good += prove(session, variant, options);
    if (session.stopped()) return cancelled;
  }
  fmt::print("{} of {} as declared\n", good, programs.size());
  return good == programs.size() ? passed : not_passed;
}

}  // namespace

void add_dev_corpus(Command dev, Session& session) {
  auto options = std::make_shared<DevCorpusOptions>();
  Command sub = dev.subcommand(
      "corpus", "Prove the engine on the programs of grader/corpus");
  sub.argument("name", &options->names,
               "buggy/NAME or right/NAME; without: all of them");
  sub.option("--seeds", &options->seeds, "Use so many seeds").positive();
  sub.option("--buggy", &options->buggy, "Schedules of a buggy program");
  sub.option("--right", &options->right, "Schedules of a right program");
  sub.runs([&session, options] { return dev_corpus(session, *options); });
}

}  // namespace course::cli
