#include "sandbox/shared_mapping.hpp"

#include <fcntl.h>
#include <sys/mman.h>

#include <cerrno>
#include <cstring>
#include <string>

#include "protocol/error.hpp"

namespace course::sandbox {
namespace {

[[noreturn]] void refuse(const char* call) {
  throw protocol::MachineError(
      "memory to share with a worker process",
      std::string(call) + ": " + std::strerror(errno),
      "free some memory (and use Linux 5.4 or later), then try again");
}

}  // namespace

SharedMapping::SharedMapping()
    : file_(::memfd_create("course", MFD_CLOEXEC | MFD_ALLOW_SEALING)) {
  if (file_.get() < 0) refuse("memfd_create");
  if (::ftruncate(file_.get(), sizeof(protocol::Mapping)) != 0)
    refuse("ftruncate");
  // A worker that cuts the file off would end the judge by SIGBUS.
  if (::fcntl(file_.get(), F_ADD_SEALS,
              F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
    refuse("F_ADD_SEALS");
  void* at = ::mmap(nullptr, sizeof(protocol::Mapping), PROT_READ | PROT_WRITE,
                    MAP_SHARED | MAP_NORESERVE, file_.get(), 0);
  if (at == MAP_FAILED) refuse("mmap");
  mapping_ = static_cast<protocol::Mapping*>(at);
}

SharedMapping::~SharedMapping() {
  ::munmap(mapping_, sizeof(protocol::Mapping));
}

}  // namespace course::sandbox
