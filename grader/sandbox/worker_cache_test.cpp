#include "sandbox/worker_cache.hpp"

#include <doctest/doctest.h>
#include <stdlib.h>

#include <chrono>
#include <fstream>

#include "protocol/error.hpp"
#include "sandbox/source_file.hpp"

using namespace course::sandbox;
namespace fs = std::filesystem;

namespace {

struct TemporaryFolder {
  TemporaryFolder() {
    std::string name = (fs::temp_directory_path() / "courseXXXXXX").string();
    path = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { fs::remove_all(path); }
  fs::path path;
};

std::string refusal(const fs::path& file) {
  try {
    read_source(file);
  } catch (const course::protocol::CourseError& error) {
    CHECK(!error.do_this.empty());
    return error.found.substr(file.string().size());
  }
  return "";
}

}  // namespace

TEST_CASE("fingerprints tell apart where one part ends") {
  CHECK(Fingerprint().add("ab").add("c").text() !=
        Fingerprint().add("a").add("bc").text());
  CHECK(Fingerprint().add("a").text() == Fingerprint().add("a").text());
  CHECK(Fingerprint().text().size() == 32);
}

TEST_CASE("of two that finish the same worker, the first one counts") {
  const TemporaryFolder temporary;
  const WorkerCache cache(temporary.path / "workers");
  CHECK(cache.find("key").empty());
  const fs::path one = cache.start(), two = cache.start();
  CHECK(one != two);
  std::ofstream(one / "worker") << "first";
  std::ofstream(two / "worker") << "second";
  const fs::path kept = cache.keep(one, "key");
  CHECK(cache.keep(two, "key") == kept);
  CHECK(cache.find("key") == kept);
  CHECK(read_source(kept / "worker") == "first");
  CHECK(!fs::exists(two));
}

TEST_CASE("workers that nobody has used for longest go first") {
  const TemporaryFolder temporary;
  const WorkerCache cache(temporary.path, 2);
  const auto now = fs::file_time_type::clock::now();
  for (int hours : {3, 1, 2, 4}) {
    const fs::path folder = temporary.path / std::to_string(hours);
    fs::create_directory(folder);
    fs::last_write_time(folder, now - std::chrono::hours(hours));
  }
  CHECK(!cache.find("3").empty());  // used again just now
  cache.keep(cache.start(), "new");
  CHECK(fs::exists(temporary.path / "new"));
  CHECK(fs::exists(temporary.path / "3"));
  for (const char* old : {"1", "2", "4"})
    CHECK(!fs::exists(temporary.path / old));
}

TEST_CASE("workers of the last minutes stay, however many") {
  const TemporaryFolder temporary;
  const WorkerCache cache(temporary.path, 1);
  for (const char* key : {"a", "b", "c"}) cache.keep(cache.start(), key);
  for (const char* key : {"a", "b", "c"}) CHECK(!cache.find(key).empty());
}

TEST_CASE("a file that is no source file is refused with what to do") {
  const TemporaryFolder temporary;
  const fs::path file = temporary.path / "account.hpp";
  CHECK(refusal(file) == " does not exist");
  CHECK(refusal(temporary.path) == " is a folder");
  CHECK(refusal("/dev/zero") == " is not a regular file");
  std::ofstream(file) << std::string(1 << 20, ' ');
  CHECK(refusal(file) == "");
  std::ofstream(file) << std::string((1 << 20) + 1, ' ');
  CHECK(refusal(file) == " is larger than 1 MiB");
}
