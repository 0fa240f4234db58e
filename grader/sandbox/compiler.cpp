// One worker is one run of the compiler and one of the linker, both in a fresh
// folder that holds a copy of the submission under its header name. The folder
// becomes the cached worker by a rename, so that it is never seen half done.
//
// Both run under limits: templates and constant expressions are a programming
// language too, and a submission may well not end in it.
#include "sandbox/compiler.hpp"

#include <cstdlib>
#include <cstring>
#include <fstream>

#include "protocol/error.hpp"
#include "sandbox/diagnostics.hpp"
#include "sandbox/process.hpp"
#include "sandbox/source_file.hpp"
#include "sandbox/worker_cache.hpp"

namespace fs = std::filesystem;

namespace course::sandbox {
namespace {

constexpr const char* program = "worker";
constexpr const char* object = "worker.o";

Limits compiler_limits() {
  Limits limits;
  limits.cpu_seconds = 20;
  limits.wall_seconds = 120;
  limits.memory_bytes = std::size_t{3} << 29;   // 1.5 GiB
  limits.address_bytes = std::size_t{5} << 29;  // 2.5 GiB
  limits.file_bytes = std::size_t{256} << 20;
  limits.output_bytes = std::size_t{256} << 10;
  return limits;
}

// The sentence to show if the compiler did not come to an end of its own.
std::string refusal(const Ended& ended) {
  const std::string cause = "; a template or a constexpr without end?";
  const auto says = [&](const char* text) {
    return ended.output.find(text) != std::string::npos;
  };
  switch (ended.how) {
    case End::out_of_cpu:
    case End::out_of_time:
      return "the compiler is stopped after 20 seconds" + cause;
    case End::out_of_memory:
      return "the compiler is stopped at 1.5 GiB of memory" + cause;
    case End::too_many_processes:
    case End::too_much_output:
      return "the compiler is stopped: it prints or starts too much";
    case End::signalled:
      return "the compiler is ended by signal " + std::to_string(ended.code);
    default:
      break;
  }
  if (ended.code == 0) return {};
  if (says("out of memory") || says("memory exhausted") ||
      says("Cannot allocate memory"))
    return "the compiler runs out of memory" + cause;
  if (says("internal compiler error"))
    return "the compiler itself fails on this file (an internal error of it)" +
           cause;
  return {};
}

class Build {
 public:
  Build(const Toolchain& toolchain, const Submission& submission,
        const std::atomic<bool>* cancel)
      : toolchain_(toolchain),
        submission_(submission),
        cancel_(cancel),
        text_(read_source(submission.file)),
        scenarios_(read_source(submission.scenarios)),
        cache_(toolchain.workers) {}

  Built result() {
    const std::string key = fingerprint();
    if (const fs::path folder = cache_.find(key); !folder.empty()) {
      built_.worker = folder / program;
      built_.ok = built_.cached = fs::exists(built_.worker);
      if (built_.ok) return std::move(built_);
      fs::remove_all(folder);  // somebody has cleaned up half of it
    }
    folder_ = cache_.start();
    try {
      std::ofstream(folder_ / submission_.header, std::ios::binary) << text_;
      built_.ok = compile() && link();
    } catch (...) {
      clean_up();
      throw;
    }
    if (!built_.ok) {
      clean_up();
      return std::move(built_);
    }
    fs::remove(folder_ / object);
    built_.worker = cache_.keep(folder_, key) / program;
    return std::move(built_);
  }

 private:
  std::string fingerprint() const {
    Fingerprint all;
    all.add(text_).add(scenarios_);
    all.add(submission_.header).add(submission_.scenarios.string());
    all.add(toolchain_.stamp).add(toolchain_.compiler);
    all.add(toolchain_.runtime_object).add(toolchain_.include.string());
    for (const auto& flag : toolchain_.compile_flags) all.add(flag);
    all.add("");
    for (const auto& flag : toolchain_.link_flags) all.add(flag);
    return all.text();
  }

  Ended tool(std::vector<std::string> arguments, double& seconds) {
    Command command;
    command.arguments = std::move(arguments);
    // The compiler looks for assembler and linker in PATH.
    const char* path = std::getenv("PATH");
    command.environment = {
        std::string("PATH=") + (path ? path : "/usr/bin:/bin"), "LC_ALL=C",
        "TMPDIR=" + folder_.string()};
    command.directory = folder_.string();
    command.limits = compiler_limits();
    command.cancel = cancel_;
    Ended ended = run(command);
    seconds = ended.wall_seconds;
    if (ended.how == End::not_started)
      throw protocol::CourseError(
          "the C++ compiler " + toolchain_.compiler,
          std::string("it cannot be started: ") + std::strerror(ended.code),
          "install g++ (./course doctor says how)");
    built_.cancelled = ended.how == End::cancelled;
    built_.refused = refusal(ended);
    return ended;
  }

  bool compile() {
    std::vector<std::string> arguments = {toolchain_.compiler};
    const auto add = [&](const std::string& a) { arguments.push_back(a); };
    for (const auto& flag : toolchain_.compile_flags) add(flag);
    // Debug information, and so a report, does not depend on the folder.
    add("-ffile-prefix-map=" + folder_.string() + "=/submission");
    add("-include");
    add((toolchain_.include / "course_test_pch.hpp").string());
    add("-I.");
    add("-I" + toolchain_.include.string());
    add("-c");
    add(submission_.scenarios.string());
    add("-o");
    add(object);
    const Ended ended = tool(std::move(arguments), built_.compile_seconds);
    if (built_.cancelled || !built_.refused.empty()) return false;
    built_.diagnostics = read_diagnostics(ended.output, sources());
    return explained(ended);
  }

  bool link() {
    std::vector<std::string> arguments = {toolchain_.compiler, object,
                                          toolchain_.runtime_object};
    for (const auto& flag : toolchain_.link_flags) arguments.push_back(flag);
    arguments.insert(arguments.end(), {"-o", program});
    const Ended ended = tool(std::move(arguments), built_.link_seconds);
    if (built_.cancelled || !built_.refused.empty()) return false;
    if (ended.code == 0) return true;
    built_.diagnostics = read_link_errors(ended.output, sources());
    return explained(ended);
  }

  // A tool that fails has at least one diagnostic: its first line at worst.
  bool explained(const Ended& ended) {
    if (ended.code == 0) return true;
    for (const auto& d : built_.diagnostics)
      if (d.severity == "error") return false;
    protocol::Diagnostic d;
    d.file = fs::path(toolchain_.compiler).filename().string();
    d.severity = "error";
    d.message = ended.output.substr(0, ended.output.find('\n'));
    if (d.message.empty()) d.message = "fails without a message";
    built_.diagnostics = {d};
    return false;
  }

  DiagnosticSources sources() const {
    return {submission_.header, text_,
            submission_.scenarios.filename().string()};
  }

  void clean_up() const {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  const Toolchain& toolchain_;
  const Submission& submission_;
  const std::atomic<bool>* cancel_;
  const std::string text_, scenarios_;
  const WorkerCache cache_;
  fs::path folder_;
  Built built_;
};

}  // namespace

Built build(const Toolchain& toolchain, const Submission& submission,
            const std::atomic<bool>* cancel) {
  return Build(toolchain, submission, cancel).result();
}

}  // namespace course::sandbox
