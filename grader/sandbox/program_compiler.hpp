// Turns a whole program, with a main of its own, into a worker.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <vector>

#include "sandbox/compiler.hpp"
#include "sandbox/toolchain.hpp"

namespace course::sandbox {

struct Program {
  // C++ or, if they end in ".c", C; no two with the same base name.
  std::vector<std::filesystem::path> files;
  std::vector<std::string> arguments;  // of main, its name not included
};

// Whose code a reader knows: the files, and the headers that lie beside them.
std::vector<std::filesystem::path> shown_files(const Program&);

// Like build(). In the debug information the files are called by their base
// names. Throws CourseError also if two of them have the same.
Built build(const Toolchain&, const Program&,
            const std::atomic<bool>* cancel = nullptr);

}  // namespace course::sandbox
