// One run of the compiler and one of the linker, in a folder that holds a copy
// of the submission under its header name.
#include "sandbox/compiler.hpp"

#include <fstream>

#include "sandbox/diagnostics.hpp"
#include "sandbox/source_file.hpp"
#include "sandbox/worker_build.hpp"

namespace course::sandbox {
namespace {

constexpr const char* object = "worker.o";

class Build {
 public:
  Build(const Toolchain& toolchain, const Submission& submission,
        const std::atomic<bool>* cancel)
      : toolchain_(toolchain),
        submission_(submission),
        text_(read_source(submission.file)),
        scenarios_(read_source(submission.scenarios)),
        build_(toolchain, cancel) {}

  Built result() {
    return build_.run(fingerprint(), [this] {
      std::ofstream(build_.folder() / submission_.header, std::ios::binary)
          << text_;
      list_wanted();
      return compile() && link() &&
             std::filesystem::remove(build_.folder() / object);
    });
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
    all.add("");
    for (const auto& name : submission_.wanted) all.add(name);
    return all.text();
  }

  // Where course_test_end.hpp looks for it.
  void list_wanted() const {
    if (submission_.wanted.empty()) return;
    std::ofstream list(build_.folder() / "course_wanted_scenarios.hpp");
    for (const auto& name : submission_.wanted)
      list << "R\"course(" << name << ")course\",\n";
  }

  bool compile() {
    std::vector<std::string> arguments = {toolchain_.compiler};
    const auto add = [&](const std::string& a) { arguments.push_back(a); };
    for (const auto& flag : toolchain_.compile_flags) add(flag);
    // Debug information, and so a report, does not depend on the folder.
    add("-ffile-prefix-map=" + build_.folder().string() + "=/submission");
    add("-include");
    add((toolchain_.include / precompiled_header).string());
    add("-I.");
    add("-I" + toolchain_.include.string());
    add("-c");
    add(submission_.scenarios.string());
    add("-o");
    add(object);
    return build_.tool(std::move(arguments), &Built::compile_seconds,
                       [this](const std::string& output) {
                         return said_of_it(read_diagnostics(output, sources()));
                       });
  }

  // Of an empty file that is all there is to say: the rest follows from it.
  std::vector<protocol::Diagnostic> said_of_it(
      std::vector<protocol::Diagnostic> found) const {
    if (found.empty() || found.front().severity != "error" ||
        text_.find_first_not_of(" \t\r\n") != std::string::npos)
      return found;
    return {{.file = submission_.header,
             .severity = "error",
             .message = "the file is empty",
             .source = {},
             .in_submission = true}};
  }

  bool link() {
    std::vector<std::string> arguments = {toolchain_.compiler, object,
                                          toolchain_.runtime_object};
    for (const auto& flag : toolchain_.link_flags) arguments.push_back(flag);
    arguments.insert(arguments.end(), {"-o", WorkerBuild::program});
    return build_.tool(std::move(arguments), &Built::link_seconds,
                       [this](const std::string& output) {
                         return read_link_errors(output, sources());
                       });
  }

  DiagnosticSources sources() const {
    return {submission_.header, text_,
            submission_.scenarios.filename().string()};
  }

  const Toolchain& toolchain_;
  const Submission& submission_;
  const std::string text_, scenarios_;
  WorkerBuild build_;
};

}  // namespace

Built build(const Toolchain& toolchain, const Submission& submission,
            const std::atomic<bool>* cancel) {
  return Build(toolchain, submission, cancel).result();
}

}  // namespace course::sandbox
