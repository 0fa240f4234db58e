#include "doctor/memory.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <fstream>
#include <string>

namespace course::doctor {
namespace {

namespace fs = std::filesystem;

// Version 1 says "none" by a number that is nearly 2^63.
constexpr std::uint64_t no_limit = std::uint64_t{1} << 62;

// The folder of a control group and the name of its limit: from a line of
// proc/self/cgroup, "0::/user.slice" (version 2) or "4:memory:/docker/1f0c".
struct Group {
  fs::path hierarchy, place;
  const char* limit;
};

std::optional<Group> group_of(const std::string& line) {
  const auto first = line.find(':'), second = line.find(':', first + 1);
  if (second == std::string::npos) return std::nullopt;
  const std::string controllers =
      "," + line.substr(first + 1, second - first - 1) + ",";
  const fs::path place = fs::path(line.substr(second + 1)).relative_path();
  if (line.starts_with("0::")) return Group{"", place, "memory.max"};
  if (controllers.find(",memory,") != std::string::npos)
    return Group{"memory", place, "memory.limit_in_bytes"};
  return std::nullopt;
}

// In a container the path may be that of the host, where nothing is: then the
// group is the root of what is mounted.
void lower(std::optional<std::uint64_t>& lowest, const fs::path& mounted,
           const Group& group) {
  for (fs::path place = group.place;; place = place.parent_path()) {
    std::uint64_t limit;  // "max" is no number
    if (std::ifstream(mounted / group.hierarchy / place / group.limit) >>
            limit &&
        limit < no_limit)
      lowest = std::min(limit, lowest.value_or(limit));
    if (place.empty()) break;
  }
}

}  // namespace

std::optional<std::uint64_t> control_group_limit(const fs::path& root) {
  std::optional<std::uint64_t> lowest;
  std::ifstream groups(root / "proc/self/cgroup");
  for (std::string line; std::getline(groups, line);)
    if (const auto group = group_of(line))
      lower(lowest, root / "sys/fs/cgroup", *group);
  return lowest;
}

Memory this_memory() {
  Memory memory;
  std::ifstream about("/proc/meminfo");
  for (std::string word; about >> word;)
    if (std::uint64_t kibibytes; word == "MemAvailable:" && about >> kibibytes)
      memory.available = kibibytes * 1024;
  memory.limit = control_group_limit("/");
  rlimit limit{};
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
    memory.address_limit = limit.rlim_cur;
  int mode = 0;
  std::ifstream("/proc/sys/vm/overcommit_memory") >> mode;
  memory.counted_when_reserved = mode == 2;
  return memory;
}

}  // namespace course::doctor
