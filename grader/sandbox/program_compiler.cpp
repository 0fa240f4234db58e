// Each file is copied into a fresh folder and compiled there; its main is
// renamed, because the worker's own comes first. Without the precompiled
// header, unless it is asked for: it brings names that the program does not
// include.
#include "sandbox/program_compiler.hpp"

#include <algorithm>
#include <fstream>
#include <random>
#include <set>

#include "protocol/error.hpp"
#include "sandbox/diagnostics.hpp"
#include "sandbox/source_file.hpp"
#include "sandbox/worker_build.hpp"

namespace fs = std::filesystem;

namespace course::sandbox {
namespace {

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
        build_(toolchain, cancel) {}

  Built result() {
    return build_.run(fingerprint(), [this] {
      return std::all_of(sources_.begin(), sources_.end(),
                         [this](const Source& s) { return compile(s); }) &&
             link();
    });
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
    all.add(toolchain_.stamp).add(toolchain_.compiler).add(toolchain_.prelude);
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
    else if (!toolchain_.prelude.empty())
      arguments.insert(arguments.end(), {"-include", toolchain_.prelude});
    arguments.insert(
        arguments.end(),
        {"-ffile-prefix-map=" + build_.folder().string() + "=/submission",
         "-I.", "-I" + s.file.parent_path().string(),
         "-I" + toolchain_.include.string(), "-c", s.name, "-o", object_of(s)});
    return arguments;
  }

  bool compile(const Source& s) {
    std::ofstream(build_.folder() / s.name, std::ios::binary) << s.text;
    const auto read = [&s](const std::string& output) {
      return read_diagnostics(output, {s.name, s.text, ""});
    };
    const auto nothing = [](const std::string&) {
      return std::vector<protocol::Diagnostic>();
    };
    return build_.tool(compile_command(s), &Built::compile_seconds, read) &&
           build_.tool({toolchain_.objcopy, "--redefine-sym",
                        "main=course_program_main", object_of(s)},
                       &Built::compile_seconds, nothing);
  }

  bool link() {
    std::vector<std::string> arguments = {toolchain_.compiler};
    for (const Source& s : sources_) arguments.push_back(object_of(s));
    arguments.push_back(toolchain_.runtime_object);
    for (const auto& flag : toolchain_.link_flags) arguments.push_back(flag);
    arguments.insert(arguments.end(), {"-lm", "-o", WorkerBuild::program});
    return build_.tool(std::move(arguments), &Built::link_seconds,
                       [](const std::string& output) {
                         return read_link_errors(output, {"", "", ""});
                       });
  }

  const Toolchain& toolchain_;
  const std::vector<Source> sources_;
  WorkerBuild build_;
};

}  // namespace

std::vector<fs::path> shown_files(const Program& program) {
  std::vector<fs::path> files = program.files;
  std::set<std::string> names;
  std::set<fs::path> folders, headers;
  for (const fs::path& file : program.files) {
    names.insert(file.filename().string());
    folders.insert(fs::absolute(file).parent_path());
  }
  const std::set<std::string> endings{".h", ".hh", ".hpp", ".hxx"};
  std::error_code none;  // a folder that cannot be read has no headers
  for (const fs::path& folder : folders)
    for (const auto& entry : fs::directory_iterator(folder, none))
      if (endings.contains(entry.path().extension().string()))
        headers.insert(entry.path());
  for (const fs::path& header : headers)
    if (names.insert(header.filename().string()).second)
      files.push_back(header);
  return files;
}

Built build(const Toolchain& toolchain, const Program& program,
            const std::atomic<bool>* cancel) {
  return ProgramBuild(toolchain, program, cancel).result();
}

}  // namespace course::sandbox
