// One worker is one run of the compiler and one of the linker, both in a fresh
// folder that holds a copy of the submission under its header name. The folder
// becomes the cached worker by a rename, so that it is never seen half done.
#include "sandbox/compiler.hpp"

#include <fstream>

#include "protocol/error.hpp"
#include "sandbox/diagnostics.hpp"
#include "sandbox/source_file.hpp"
#include "sandbox/tool_run.hpp"
#include "sandbox/worker_cache.hpp"

namespace fs = std::filesystem;

namespace course::sandbox {
namespace {

constexpr const char* program = "worker";
constexpr const char* object = "worker.o";

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

  ToolRun tool(std::vector<std::string> arguments, double& seconds) {
    ToolRun run = run_tool(std::move(arguments), folder_, cancel_);
    seconds = run.ended.wall_seconds;
    built_.cancelled = run.cancelled();
    built_.refused = run.refused;
    return run;
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
    const Ended ended =
        tool(std::move(arguments), built_.compile_seconds).ended;
    if (built_.cancelled || !built_.refused.empty()) return false;
    built_.diagnostics = read_diagnostics(ended.output, sources());
    return explained(ended);
  }

  bool link() {
    std::vector<std::string> arguments = {toolchain_.compiler, object,
                                          toolchain_.runtime_object};
    for (const auto& flag : toolchain_.link_flags) arguments.push_back(flag);
    arguments.insert(arguments.end(), {"-o", program});
    const Ended ended = tool(std::move(arguments), built_.link_seconds).ended;
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
