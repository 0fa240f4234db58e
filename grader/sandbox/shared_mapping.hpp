// The memory that a judge shares with one worker.
#pragma once

#include "protocol/mapping.hpp"
#include "sandbox/descriptor.hpp"

namespace course::sandbox {

// All bytes are zero at first; only what is written takes memory. For the next
// worker, make a new one: that is cheaper than clearing 37 MiB.
class SharedMapping {
 public:
  SharedMapping();  // throws MachineError
  ~SharedMapping();
  SharedMapping(const SharedMapping&) = delete;
  SharedMapping& operator=(const SharedMapping&) = delete;

  protocol::Mapping& operator*() const { return *mapping_; }
  protocol::Mapping* operator->() const { return mapping_; }
  // For Command::mapping.
  int fd() const { return file_.get(); }

 private:
  Descriptor file_;
  protocol::Mapping* mapping_ = nullptr;
};

}  // namespace course::sandbox
