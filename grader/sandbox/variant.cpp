#include "sandbox/variant.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include "protocol/error.hpp"
#include "sandbox/descriptor.hpp"
#include "sandbox/tool_run.hpp"
#include "sandbox/toolchain_config.hpp"
#include "sandbox/worker_cache.hpp"

namespace fs = std::filesystem;

namespace course::sandbox {
namespace {

// What only tunes g++ is left out for clang, which does not know it.
void make_clangs(std::vector<std::string>& flags) {
  std::erase_if(flags, [](const std::string& flag) {
    return flag == "-Wno-tsan" || flag == "-fno-diagnostics-show-caret" ||
           flag == "-fmax-errors=20" || flag == "-g1" || flag == "-ftree-sra" ||
           flag == "-finline-functions-called-once" ||
           (flag.starts_with("-fno-") && !flag.starts_with("-fno-builtin") &&
            flag != "-fno-pie");
  });
  flags.insert(flags.end(),
               {"-gline-tables-only", "-fno-caret-diagnostics",
                "-ferror-limit=20", "-Wno-unused-command-line-argument"});
}

void precompile(const Toolchain& t, const fs::path& folder) {
  std::vector<std::string> arguments = {t.compiler};
  arguments.insert(arguments.end(), t.compile_flags.begin(),
                   t.compile_flags.end());
  // Under another name first: one that is there is whole.
  const std::string made = std::string(precompiled_header) + ".new";
  arguments.insert(arguments.end(),
                   {"-I.", "-x", "c++-header", precompiled_header, "-o", made});
  const ToolRun run = run_tool(std::move(arguments), folder, nullptr);
  if (run.ended.code != 0 || !run.refused.empty())
    throw protocol::CourseError(
        "to precompile the course's header with " + t.compiler,
        run.refused.empty() ? run.ended.output : run.refused,
        "take another compiler");
  fs::rename(folder / made,
             folder / (std::string(precompiled_header) + ".gch"));
}

// A precompiled header fits one compiler and one set of flags only, and lies
// beside the headers that it was made of. The build removes all of them when
// the headers change.
fs::path include_of(const Toolchain& t) {
  Fingerprint key;
  key.add(t.compiler);
  for (const std::string& flag : t.compile_flags) key.add(flag);
  const fs::path folder = fs::path(config::variants) / key.text();
  fs::create_directories(folder);
  const Descriptor lock(open(folder.c_str(), O_RDONLY | O_CLOEXEC));
  flock(lock.get(), LOCK_EX);
  if (!fs::exists(folder / (std::string(precompiled_header) + ".gch"))) {
    fs::copy(config::plain_include, folder,
             fs::copy_options::recursive | fs::copy_options::update_existing);
    precompile(t, folder);
  }
  return folder;
}

}  // namespace

Toolchain variant(Toolchain t, const std::string& compiler,
                  const std::string& optimisation) {
  if (compiler.find("clang") != std::string::npos) make_clangs(t.compile_flags);
  if (!optimisation.empty()) t.compile_flags.push_back(optimisation);
  if (!compiler.empty()) {
    const bool path = compiler.find('/') != std::string::npos;
    t.compiler = path ? compiler : find_program(compiler);
    if (t.compiler.empty())
      throw protocol::CourseError("the compiler " + compiler,
                                  "it is not in PATH",
                                  "install it, or name another");
  }
  t.include = include_of(t);
  return t;
}

}  // namespace course::sandbox
