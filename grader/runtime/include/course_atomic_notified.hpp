// For the course's copy of libstdc++'s atomic_wait.h (cmake/submission.cmake).
#pragma once

// The runtime's side of std::atomic::notify_one and notify_all: is there still
// such an atomic?
extern "C" void course_atomic_notified(const void*,
                                       decltype(sizeof 0)) noexcept;
