#include "course/progress.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "protocol/error.hpp"

namespace course::content {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using protocol::CourseError;
using protocol::Verdict;

fs::path file_of(const fs::path& root) {
  return root / ".course" / "progress.json";
}

[[noreturn]] void cannot_write(const fs::path& path, const std::string& why) {
  throw CourseError("to write " + path.string(), why,
                    "make the folder writable");
}

// Held until the end of its scope. The lock belongs to a file of its own, since
// saving replaces the progress file.
class Lock {
 public:
  explicit Lock(const fs::path& path)
      : descriptor_(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666)) {
    if (descriptor_ < 0 || flock(descriptor_, LOCK_EX) != 0)
      cannot_write(path, std::generic_category().message(errno));
  }
  ~Lock() { close(descriptor_); }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

 private:
  int descriptor_;
};

// A verdict's name; a name of another version of the course counts as none.
std::optional<Verdict> verdict_in(const json& value) {
  return protocol::verdict_from_name(value.get<std::string>());
}

Progress from_json(const json& document) {
  Progress progress;
  for (const json& slug : document.at("passed"))
    progress.passed.insert(slug.get<std::string>());
  for (const auto& [slug, verdict] : document.at("last").items())
    if (const auto known = verdict_in(verdict)) progress.last[slug] = *known;
  for (const auto& [slug, value] : document.at("hints").items()) {
    Progress::Hints& hints = progress.hints[slug];
    hints.shown = value.at("shown").get<int>();
    if (value.contains("verdict")) hints.verdict = verdict_in(value["verdict"]);
  }
  progress.current = document.value("current", "");
  progress.replay = document.value("replay", progress.replay);
  return progress;
}

json to_json(const Progress& progress) {
  json document{{"passed", progress.passed},
                {"last", json::object()},
                {"hints", json::object()},
                {"replay", progress.replay},
                {"current", progress.current}};
  for (const auto& [slug, verdict] : progress.last)
    document["last"][slug] = protocol::name(verdict);
  for (const auto& [slug, hints] : progress.hints) {
    document["hints"][slug]["shown"] = hints.shown;
    if (hints.verdict)
      document["hints"][slug]["verdict"] = protocol::name(*hints.verdict);
  }
  return document;
}

// Under another name first: a full disk or a Ctrl-C leaves the old file whole.
void save(const fs::path& root, const Progress& progress) {
  const fs::path file = file_of(root);
  const fs::path next = file.string() + ".next";
  std::ofstream out(next);
  out << to_json(progress).dump(2) << '\n';
  out.close();
  std::error_code error;
  if (out) fs::rename(next, file, error);
  if (!out || error) cannot_write(file, out ? error.message() : "it fails");
}

}  // namespace

void Progress::forget(const std::string& slug) {
  passed.erase(slug);
  last.erase(slug);
  hints.erase(slug);
  replay.erase(slug);
}

Progress load_progress(const fs::path& root) {
  std::ifstream in(file_of(root));
  if (!in) return {};
  try {
    return from_json(json::parse(in));
  } catch (const json::exception& error) {
    throw CourseError("to read your progress in " + file_of(root).string(),
                      error.what(),
                      "remove that file: solved exercises are counted again "
                      "when they are checked");
  }
}

void update_progress(const fs::path& root,
                     const std::function<void(Progress&)>& change) {
  const fs::path folder = root / ".course";
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) cannot_write(folder, error.message());
  const Lock lock(folder / "lock");
  Progress progress = load_progress(root);
  change(progress);
  save(root, progress);
}

}  // namespace course::content
