// Asks a worker program several times.
#pragma once

#include <memory>
#include <optional>

#include "judge/worker.hpp"
#include "sandbox/process.hpp"
#include "sandbox/shared_mapping.hpp"

namespace course::judge {

// Explorations that one process answers one after the other, as long as all
// that it ran has ended well; then the next is asked of a fresh one. That saves
// its start, and changes nothing in the answers, which have no mapping. Used by
// one thread.
class WorkerSession {
 public:
  // The worker must outlive it.
  explicit WorkerSession(const Worker& worker) : worker_(worker) {}

  Answer explore(const Question&, const Budget&);

 private:
  Answer ask(const Question&, const Budget&);

  const Worker& worker_;
  std::unique_ptr<sandbox::SharedMapping> mapping_;
  sandbox::Command command_;
  std::optional<sandbox::Server> server_;  // uses the two above
};

}  // namespace course::judge
