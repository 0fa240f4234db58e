#include "lesson/links.hpp"

#include <algorithm>

#include "course/suggestions.hpp"
#include "lesson/files.hpp"
#include "markdown/outline.hpp"

namespace course::lesson {
namespace {

namespace fs = std::filesystem;

bool has_scheme(const std::string& target) {
  const auto colon = target.find(':');
  return colon != target.npos && colon < target.find_first_of("/#");
}

// What is wrong with a heading's anchor in that file; empty if nothing.
std::string missing_heading(const fs::path& file, const std::string& anchor) {
  std::vector<std::string> anchors;
  for (const auto& heading : markdown::outline(read_file(file)).headings)
    anchors.push_back(heading.anchor);
  if (std::ranges::find(anchors, anchor) != anchors.end()) return "";
  const auto meant = content::closest(anchor, anchors);
  return "there is no heading #" + anchor +
         (meant ? "; did you mean #" + *meant + "?" : "");
}

// `target` as seen from `folder`.
std::string fault(const fs::path& root, const fs::path& folder,
                  const std::string& target, const fs::path& self) {
  const auto hash = target.find('#');
  const std::string path = target.substr(0, hash);
  fs::path file = path.empty() ? self : (folder / path).lexically_normal();
  if (!file.empty() && *file.begin() == "..")
    return "it leads out of the course";
  if (!fs::exists(root / file)) return "there is no " + file.string();
  if (hash == target.npos) return "";
  if (fs::is_directory(root / file)) file /= "README.md";
  if (!fs::exists(root / file)) return "there is no " + file.string();
  return missing_heading(root / file, target.substr(hash + 1));
}

}  // namespace

std::vector<std::string> broken_links(const fs::path& root,
                                      const fs::path& file) {
  std::vector<std::string> broken;
  for (const std::string& target :
       markdown::outline(read_file(root / file)).links) {
    if (has_scheme(target)) continue;
    if (const std::string what = fault(root, file.parent_path(), target, file);
        !what.empty())
      broken.push_back(file.string() + ": the link " + target + ": " + what);
  }
  return broken;
}

std::string broken_place(const fs::path& root, const std::string& place) {
  return fault(root, "", place, "");
}

}  // namespace course::lesson
