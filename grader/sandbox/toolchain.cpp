#include "sandbox/toolchain.hpp"

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "protocol/error.hpp"
#include "sandbox/toolchain_config.hpp"

namespace course::sandbox {
std::string find_program(const std::string& name) {
  namespace fs = std::filesystem;
  const char* path = std::getenv("PATH");
  std::istringstream folders(path ? path : "/usr/bin:/bin");
  for (std::string folder; std::getline(folders, folder, ':');) {
    const fs::path program = fs::path(folder) / name;
    if (std::error_code none; fs::is_regular_file(program, none) &&
                              access(program.c_str(), X_OK) == 0)
      return program.string();
  }
  return "";
}

Toolchain default_toolchain() {
  std::ifstream stamp(config::stamp);
  if (!stamp)
    throw protocol::CourseError(
        "the course's runtime, built", std::string("no file ") + config::stamp,
        "remove build/; ./course doctor builds it anew");
  return {
      .compiler = config::compiler,
      .objcopy = config::objcopy,
      .compile_flags = {std::begin(config::compile_flags),
                        std::end(config::compile_flags)},
      .link_flags = {std::begin(config::link_flags),
                     std::end(config::link_flags)},
      .runtime_object = config::runtime_object,
      .include = config::include,
      .workers = config::workers,
      .prelude = "",
      .stamp = {std::istreambuf_iterator<char>(stamp), {}},
  };
}

Toolchain variant(Toolchain t, const std::string& compiler,
                  const std::string& optimisation) {
  const bool clang = compiler.find("clang") != std::string::npos;
  // What only tunes g++ is left out for clang, which does not know it.
  if (clang)
    std::erase_if(t.compile_flags, [](const std::string& flag) {
      return flag == "-Wno-tsan" || flag == "-fno-diagnostics-show-caret" ||
             flag == "-fmax-errors=20" || flag == "-g1" ||
             flag == "-ftree-sra" || flag == "-finline-functions-called-once" ||
             (flag.starts_with("-fno-") && !flag.starts_with("-fno-builtin") &&
              flag != "-fno-pie");
    });
  if (clang)
    t.compile_flags.insert(
        t.compile_flags.end(),
        {"-gline-tables-only", "-fno-caret-diagnostics", "-ferror-limit=20",
         "-Wno-unused-command-line-argument"});
  if (!optimisation.empty()) t.compile_flags.push_back(optimisation);
  if (!compiler.empty()) {
    const bool path = compiler.find('/') != std::string::npos;
    t.compiler = path ? compiler : find_program(compiler);
    if (t.compiler.empty())
      throw protocol::CourseError("the compiler " + compiler,
                                  "it is not in PATH",
                                  "install it, or name another");
  }
  // The headers without the precompiled one, which fits one set of flags only.
  t.include = config::plain_include;
  return t;
}

}  // namespace course::sandbox
