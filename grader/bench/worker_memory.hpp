// The most memory that a worker takes.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>

namespace course::bench {

// Bytes: the highest peak of any process below this one that runs a program in
// `workers` while `work` runs. Looked up in /proc every two milliseconds: what
// a worker gains after the last look is missed. sandbox::Ended::peak_memory is
// no measure for it: the kernel counts what a process held before its exec,
// which is the judge's memory.
std::size_t peak_of_workers(const std::filesystem::path& workers,
                            const std::function<void()>& work);

}  // namespace course::bench
