// A folder for temporary files, removed with all that is in it.
#pragma once

#include <filesystem>

namespace course::content {

class ScratchFolder {
 public:
  // A new one in `parent`, which is made if it is missing. Throws CourseError.
  explicit ScratchFolder(const std::filesystem::path& parent);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace course::content
