// The lock that each call on a stream of the C library takes. Of those on a
// descriptor of the program's (fdopen) it is this one: in the library's own,
// which it would hold while it reads and writes, the others would sleep where
// no scheduler sees them.
#pragma once

#include <cstdio>

#include "runtime/core/state.hpp"

namespace course::runtime {

// From now on the library takes none.
void use_own_lock(FILE*);
bool has_own_lock(const FILE*);

// A recursive lock; takes none where it cannot matter: in a process without
// other threads (fork gives all back in the new process), of other streams.
void lock_stream(FILE*, Address site);
bool try_lock_stream(FILE*, Address site);
// The stream may be closed already.
void unlock_stream(FILE*, Address site);

class StreamLock {
 public:
  StreamLock(FILE* stream, Address site)
      : stream_(has_own_lock(stream) ? stream : nullptr), site_(site) {
    if (stream_) lock_stream(stream_, site_);
  }
  ~StreamLock() {
    if (stream_) unlock_stream(stream_, site_);
  }
  StreamLock(const StreamLock&) = delete;
  StreamLock& operator=(const StreamLock&) = delete;

 private:
  FILE* stream_;
  Address site_;
};

}  // namespace course::runtime
