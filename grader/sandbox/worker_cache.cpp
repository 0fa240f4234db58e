#include "sandbox/worker_cache.hpp"

#include <stdlib.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <vector>

#include "protocol/error.hpp"

namespace fs = std::filesystem;

namespace course::sandbox {
namespace {

constexpr const char* unfinished = "unfinished-";
constexpr std::chrono::minutes in_use{10};

[[noreturn]] void refuse(const fs::path& folder, const std::string& why) {
  throw protocol::CourseError("a folder to keep compiled workers in",
                              folder.string() + ": " + why,
                              "free some disk space, or make it writable");
}

}  // namespace

// FNV-1a, twice with different constants.
Fingerprint& Fingerprint::add(std::string_view part) {
  const auto byte = [this](unsigned char c) {
    a_ = (a_ ^ c) * 0x100000001b3;
    b_ = (b_ ^ c) * 0x9e3779b97f4a7c15;
    b_ ^= b_ >> 29;
  };
  for (std::uint64_t size = part.size(), i = 0; i < 8; ++i, size >>= 8)
    byte(static_cast<unsigned char>(size));
  for (char c : part) byte(static_cast<unsigned char>(c));
  return *this;
}

std::string Fingerprint::text() const {
  char digits[33];
  std::snprintf(digits, sizeof digits, "%016llx%016llx",
                static_cast<unsigned long long>(a_),
                static_cast<unsigned long long>(b_));
  return digits;
}

WorkerCache::WorkerCache(fs::path folder, std::size_t most)
    : folder_(std::move(folder)), most_(most) {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) refuse(folder_, error.message());
}

fs::path WorkerCache::find(const std::string& key) const {
  const fs::path found = folder_ / key;
  std::error_code error;
  if (!fs::is_directory(found, error)) return {};
  fs::last_write_time(found, fs::file_time_type::clock::now(), error);
  return found;
}

fs::path WorkerCache::start() const {
  std::string name = (folder_ / (std::string(unfinished) + "XXXXXX")).string();
  if (::mkdtemp(name.data()) == nullptr) refuse(folder_, std::strerror(errno));
  return name;
}

fs::path WorkerCache::keep(const fs::path& started,
                           const std::string& key) const {
  const fs::path kept = folder_ / key;
  std::error_code error;
  fs::rename(started, kept, error);
  if (error) {
    if (!fs::is_directory(kept)) refuse(kept, error.message());
    fs::remove_all(started, error);
  }
  prune();
  return kept;
}

void WorkerCache::prune() const {
  struct Entry {
    fs::path path;
    fs::file_time_type used;
  };
  std::vector<Entry> entries;
  std::error_code ignored;  // others may prune at the same time
  for (const auto& entry : fs::directory_iterator(folder_, ignored))
    entries.push_back({entry.path(), entry.last_write_time(ignored)});
  if (entries.size() <= most_) return;
  std::ranges::sort(entries, std::ranges::greater{}, &Entry::used);
  const auto now = fs::file_time_type::clock::now();
  for (std::size_t i = most_; i < entries.size(); ++i)
    if (now - entries[i].used > in_use)
      fs::remove_all(entries[i].path, ignored);
}

}  // namespace course::sandbox
