#include "bench/worker_memory.hpp"

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <string>
#include <thread>

#include "sandbox/process_tree.hpp"

namespace course::bench {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_processes = 1000;

// VmHWM belongs to the memory of the program, which begins with its exec.
std::size_t peak_memory(const fs::path& process) {
  std::ifstream status(process / "status");
  for (std::string word; status >> word;) {
    std::size_t kib = 0;
    if (word == "VmHWM:" && status >> kib) return kib * 1024;
  }
  return 0;
}

std::size_t peak_now(const fs::path& workers) {
  std::size_t peak = 0;
  for (const auto& info : sandbox::descendants(getpid(), most_processes)) {
    const fs::path process = fs::path("/proc") / std::to_string(info.pid);
    std::error_code gone;
    const fs::path program = fs::read_symlink(process / "exe", gone);
    if (program.string().starts_with(workers.string()))
      peak = std::max(peak, peak_memory(process));
  }
  return peak;
}

}  // namespace

std::size_t peak_of_workers(const fs::path& workers,
                            const std::function<void()>& work) {
  std::size_t peak = 0;
  const fs::path folder = fs::weakly_canonical(workers);
  {
    const std::jthread watch([&](std::stop_token stop) {
      while (!stop.stop_requested()) {
        peak = std::max(peak, peak_now(folder));
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
      }
    });
    work();
  }
  return peak;
}

}  // namespace course::bench
