#include "sandbox/toolchain.hpp"

#include <fstream>
#include <iterator>

#include "protocol/error.hpp"
#include "sandbox/toolchain_config.hpp"

namespace course::sandbox {

Toolchain default_toolchain() {
  std::ifstream stamp(config::stamp);
  if (!stamp)
    throw protocol::CourseError("the course's runtime, built",
                                std::string("no file ") + config::stamp,
                                "run ./course doctor, which builds it");
  return {
      .compiler = config::compiler,
      .compile_flags = {std::begin(config::compile_flags),
                        std::end(config::compile_flags)},
      .link_flags = {std::begin(config::link_flags),
                     std::end(config::link_flags)},
      .runtime_object = config::runtime_object,
      .include = config::include,
      .workers = config::workers,
      .stamp = {std::istreambuf_iterator<char>(stamp), {}},
  };
}

}  // namespace course::sandbox
