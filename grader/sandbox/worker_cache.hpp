// Finished workers on disk: a folder each, named by a hash of all that went
// into it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace course::sandbox {

// 32 hexadecimal digits. Against accidents, not against somebody who looks for
// a collision: that would only replace one worker of his own by another.
class Fingerprint {
 public:
  // Parts do not run into each other: "ab", "c" differs from "a", "bc".
  Fingerprint& add(std::string_view part);
  std::string text() const;

 private:
  std::uint64_t a_ = 0xcbf29ce484222325, b_ = 0x84222325cbf29ce4;
};

class WorkerCache {
 public:
  // Makes the folder if it is missing; throws CourseError if that fails.
  explicit WorkerCache(std::filesystem::path folder, std::size_t most = 200);

  // The folder of that worker, or an empty path. Counts as a use.
  std::filesystem::path find(const std::string& key) const;

  // A new empty folder, for this caller only.
  std::filesystem::path start() const;

  // Gives a folder from start() its name, at once and as a whole. If another
  // process was faster, its folder stays and this one goes. Then removes
  // what has not been used for longest, but nothing of the last ten minutes:
  // somebody may be about to start it.
  std::filesystem::path keep(const std::filesystem::path& started,
                             const std::string& key) const;

 private:
  void prune() const;
  std::filesystem::path folder_;
  std::size_t most_;
};

}  // namespace course::sandbox
