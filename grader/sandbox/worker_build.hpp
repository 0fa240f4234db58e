// What every build of a worker has in common: a fresh folder that becomes the
// cached worker by a rename, so that it is never seen half done; tools that run
// in it under limits; what they say if they fail.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sandbox/compiler.hpp"
#include "sandbox/toolchain.hpp"
#include "sandbox/worker_cache.hpp"

namespace course::sandbox {

class WorkerBuild {
 public:
  using Reader =
      std::function<std::vector<protocol::Diagnostic>(const std::string&)>;

  // The name of the finished program in its folder.
  static constexpr const char* program = "worker";

  WorkerBuild(const Toolchain& toolchain, const std::atomic<bool>* cancel)
      : toolchain_(toolchain), cancel_(cancel), cache_(toolchain.workers) {}

  // The worker kept under `key`, or what `steps` makes in a fresh folder; they
  // return false when they must stop.
  Built run(const std::string& key, const std::function<bool()>& steps);

  const std::filesystem::path& folder() const { return folder_; }

  // Runs a tool there, adds what it took to `seconds` of the result, and keeps
  // what `read` makes of its output. True if it succeeded.
  bool tool(std::vector<std::string> arguments, double Built::*seconds,
            const Reader& read);

 private:
  const Toolchain& toolchain_;
  const std::atomic<bool>* cancel_;
  const WorkerCache cache_;
  std::filesystem::path folder_;
  Built built_;
};

}  // namespace course::sandbox
