// Notices that a file has been saved, by looking at it. Looking works on every
// file system, network and shared folders included, where notifications
// (inotify(7)) do not; a look at a file takes a microsecond. Where they do,
// they tell when to look.
#pragma once

#include <sys/stat.h>

#include <cstddef>
#include <filesystem>
#include <optional>
#include <vector>

#include "sandbox/descriptor.hpp"

namespace course::cli {

class SavedFiles {
 public:
  // As they are now counts as not saved.
  explicit SavedFiles(std::vector<std::filesystem::path> files);

  // The index of a file that has been written, replaced, made or removed since
  // the last call that named it; nothing if none has.
  std::optional<std::size_t> next();
  // What happened to that file so far is of no interest.
  void ignore(std::size_t index);

  // Can be read from when a look is worth while; -1 if the system tells
  // nothing.
  int notifications() const { return notifications_.get(); }

 private:
  struct Stamp {
    bool there = false;
    dev_t device = 0;
    ino_t inode = 0;  // editors write another file and rename it
    off_t size = 0;
    timespec written{};
    bool operator==(const Stamp&) const;
  };
  static Stamp stamp(const std::filesystem::path&);

  sandbox::Descriptor notifications_;
  std::vector<std::filesystem::path> files_;
  std::vector<Stamp> seen_;  // as long as files_
};

}  // namespace course::cli
