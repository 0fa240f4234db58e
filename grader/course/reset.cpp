#include "course/reset.hpp"

#include <fstream>
#include <iterator>
#include <optional>

#include "protocol/error.hpp"

namespace course::content {
namespace {

namespace fs = std::filesystem;
using protocol::CourseError;

// Nothing if there is no such file.
std::optional<std::string> content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(in), {});
}

std::string time_name(std::time_t now) {
  std::tm local{};
  localtime_r(&now, &local);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d-%H%M%S", &local);
  return text;
}

// A folder that does not exist yet: two resets within a second keep both files.
fs::path folder_for(const Exercise& exercise, std::time_t now) {
  const fs::path base = exercise.root / ".course" / "replaced";
  fs::path folder = base / time_name(now) / exercise.slug();
  for (int n = 2; fs::exists(folder); ++n)
    folder =
        base / (time_name(now) + "-" + std::to_string(n)) / exercise.slug();
  return folder;
}

}  // namespace

Reset reset(const Exercise& exercise, std::time_t now) {
  const fs::path starter = exercise.starter().parent_path();
  Reset result;
  try {
    for (const auto& entry : fs::directory_iterator(starter)) {
      const fs::path name = entry.path().filename();
      const fs::path mine = exercise.folder() / name;
      if (fs::exists(mine) && !fs::is_regular_file(mine)) {
        // Somebody made a folder, or something stranger, in the file's place.
        if (result.kept.empty()) result.kept = folder_for(exercise, now);
        fs::create_directories(result.kept);
        fs::rename(mine, result.kept / name);
      }
      const auto replaced = content(mine);
      if (replaced == content(entry.path())) continue;
      if (replaced) {
        if (result.kept.empty()) result.kept = folder_for(exercise, now);
        fs::create_directories(result.kept);
        fs::copy_file(mine, result.kept / name);
      }
      fs::copy_file(entry.path(), mine, fs::copy_options::overwrite_existing);
      result.restored.push_back(name.string());
    }
  } catch (const fs::filesystem_error& error) {
    throw CourseError("to restore " + exercise.slug(), error.what(),
                      "make that file readable and its folder writable");
  }
  return result;
}

}  // namespace course::content
