// Each file is copied into a fresh folder and compiled there; its main is
// renamed, because the worker's own comes first. No precompiled header: it
// would bring names that the program does not include.
#include "sandbox/program_compiler.hpp"

#include <algorithm>
#include <fstream>
#include <random>
#include <set>

#include "protocol/error.hpp"
#include "sandbox/diagnostics.hpp"
#include "sandbox/source_file.hpp"
#include "sandbox/tool_run.hpp"
#include "sandbox/worker_cache.hpp"

namespace fs = std::filesystem;

namespace course::sandbox {
namespace {

constexpr const char* program_name = "worker";

bool is_c(const fs::path& file) { return file.extension() == ".c"; }

struct Source {
  fs::path file;
  std::string name, text;
};

std::vector<Source> read_all(const Program& program) {
  std::vector<Source> sources;
  std::set<std::string> names;
  for (const fs::path& file : program.files) {
    Source s{fs::absolute(file), file.filename().string(), read_source(file)};
    if (!names.insert(s.name).second)
      throw protocol::CourseError("files of different names",
                                  "two are called " + s.name,
                                  "rename one: reports tell them apart by it");
    sources.push_back(std::move(s));
  }
  return sources;
}

class ProgramBuild {
 public:
  ProgramBuild(const Toolchain& toolchain, const Program& program,
               const std::atomic<bool>* cancel)
      : toolchain_(toolchain),
        sources_(read_all(program)),
        cancel_(cancel),
        cache_(toolchain.workers) {}

  Built result() {
    const std::string key = fingerprint();
    if (const fs::path folder = cache_.find(key); !folder.empty()) {
      built_.worker = folder / program_name;
      built_.ok = built_.cached = fs::exists(built_.worker);
      if (built_.ok) return std::move(built_);
      fs::remove_all(folder);
    }
    folder_ = cache_.start();
    try {
      built_.ok = std::all_of(sources_.begin(), sources_.end(),
                              [&](const Source& s) { return compile(s); }) &&
                  link();
    } catch (...) {
      clean_up();
      throw;
    }
    if (!built_.ok) {
      clean_up();
      return std::move(built_);
    }
    built_.worker = cache_.keep(folder_, key) / program_name;
    return std::move(built_);
  }

 private:
  std::string fingerprint() const {
    Fingerprint all;
    all.add("program");
    for (const Source& s : sources_) {
      all.add(s.name).add(s.text);
      // What else it includes is not looked at: such a program is not kept.
      if (s.text.find("#include \"") != std::string::npos)
        all.add(std::to_string(std::random_device()()));
    }
    all.add(toolchain_.stamp).add(toolchain_.compiler);
    for (const auto& flag : toolchain_.compile_flags) all.add(flag);
    return all.text();
  }

  std::string object_of(const Source& s) const { return s.name + ".o"; }

  std::vector<std::string> compile_command(const Source& s) const {
    std::vector<std::string> arguments = {toolchain_.compiler};
    for (const std::string& flag : toolchain_.compile_flags)
      if (!is_c(s.file) || !flag.starts_with("-std="))
        arguments.push_back(flag);
    if (is_c(s.file))
      // As glibc expects it for pthread_cleanup_push to run on pthread_exit.
      arguments.insert(arguments.end(),
                       {"-x", "c", "-std=gnu17", "-fexceptions"});
    arguments.insert(
        arguments.end(),
        {"-ffile-prefix-map=" + folder_.string() + "=/submission", "-I.",
         "-I" + s.file.parent_path().string(),
         "-I" + toolchain_.include.string(), "-c", s.name, "-o", object_of(s)});
    return arguments;
  }

  bool compile(const Source& s) {
    std::ofstream(folder_ / s.name, std::ios::binary) << s.text;
    const Ended ended = tool(compile_command(s), built_.compile_seconds);
    if (built_.cancelled || !built_.refused.empty()) return false;
    if (ended.code != 0)
      return explain(ended,
                     read_diagnostics(ended.output, {s.name, s.text, ""}));
    tool({toolchain_.objcopy, "--redefine-sym", "main=course_program_main",
          object_of(s)},
         built_.compile_seconds);
    return !built_.cancelled;
  }

  bool link() {
    std::vector<std::string> arguments = {toolchain_.compiler};
    for (const Source& s : sources_) arguments.push_back(object_of(s));
    arguments.push_back(toolchain_.runtime_object);
    for (const auto& flag : toolchain_.link_flags) arguments.push_back(flag);
    arguments.insert(arguments.end(), {"-lm", "-o", program_name});
    const Ended ended = tool(std::move(arguments), built_.link_seconds);
    if (built_.cancelled || !built_.refused.empty()) return false;
    return ended.code == 0 ||
           explain(ended, read_link_errors(ended.output, {"", "", ""}));
  }

  Ended tool(std::vector<std::string> arguments, double& seconds) {
    ToolRun run = run_tool(std::move(arguments), folder_, cancel_);
    seconds += run.ended.wall_seconds;
    built_.cancelled = run.cancelled();
    built_.refused = run.refused;
    return std::move(run.ended);
  }

  // A tool that fails has at least one diagnostic: its first line at worst.
  bool explain(const Ended& ended, std::vector<protocol::Diagnostic> found) {
    built_.diagnostics = std::move(found);
    if (built_.diagnostics.empty()) {
      protocol::Diagnostic d;
      d.severity = "error";
      d.message = ended.output.substr(0, ended.output.find('\n'));
      built_.diagnostics.push_back(d);
    }
    return false;
  }

  void clean_up() const {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  const Toolchain& toolchain_;
  const std::vector<Source> sources_;
  const std::atomic<bool>* cancel_;
  const WorkerCache cache_;
  fs::path folder_;
  Built built_;
};

}  // namespace

Built build(const Toolchain& toolchain, const Program& program,
            const std::atomic<bool>* cancel) {
  return ProgramBuild(toolchain, program, cancel).result();
}

}  // namespace course::sandbox
