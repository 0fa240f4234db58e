#include "course/scratch_folder.hpp"

#include <stdlib.h>

#include <cerrno>
#include <cstring>

#include "protocol/error.hpp"

namespace course::content {

namespace fs = std::filesystem;

ScratchFolder::ScratchFolder(const fs::path& parent) {
  std::error_code ignored;  // mkdtemp says it again
  fs::create_directories(parent, ignored);
  std::string name = (parent / "scratch-XXXXXX").string();
  if (!mkdtemp(name.data()))
    throw protocol::CourseError("a folder for temporary files",
                                parent.string() + ": " + std::strerror(errno),
                                "free some disk space, or make it writable");
  path_ = name;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace course::content
