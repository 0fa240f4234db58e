#include "cli/saved_files.hpp"

#include <sys/inotify.h>
#include <unistd.h>

#include <utility>

namespace course::cli {

bool SavedFiles::Stamp::operator==(const Stamp& other) const {
  return there == other.there && device == other.device &&
         inode == other.inode && size == other.size &&
         written.tv_sec == other.written.tv_sec &&
         written.tv_nsec == other.written.tv_nsec;
}

SavedFiles::Stamp SavedFiles::stamp(const std::filesystem::path& file) {
  struct stat found {};
  if (stat(file.c_str(), &found) != 0) return {};
  return {true, found.st_dev, found.st_ino, found.st_size, found.st_mtim};
}

SavedFiles::SavedFiles(std::vector<std::filesystem::path> files)
    : notifications_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)),
      files_(std::move(files)) {
  for (const auto& file : files_) {
    seen_.push_back(stamp(file));
    // Of the folder: an editor may put another file in the place of this one.
    inotify_add_watch(notifications(), file.parent_path().c_str(),
                      IN_CLOSE_WRITE | IN_MOVE | IN_CREATE | IN_DELETE);
  }
}

std::optional<std::size_t> SavedFiles::next() {
  char told[4096];
  while (read(notifications(), told, sizeof told) > 0) continue;
  for (std::size_t i = 0; i < files_.size(); ++i)
    if (const Stamp now = stamp(files_[i]); now != seen_[i]) {
      seen_[i] = now;
      return i;
    }
  return std::nullopt;
}

void SavedFiles::ignore(std::size_t index) {
  seen_[index] = stamp(files_[index]);
}

}  // namespace course::cli
