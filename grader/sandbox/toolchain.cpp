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

}  // namespace course::sandbox
