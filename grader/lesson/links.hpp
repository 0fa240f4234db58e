// Links between the texts of the course: every one leads somewhere.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace course::lesson {

// The links of one Markdown file (relative to `root`) that lead nowhere, a
// sentence each: a file that is not in the course, a heading that is not in the
// file. Links with a scheme, such as https:, are not followed.
std::vector<std::string> broken_links(const std::filesystem::path& root,
                                      const std::filesystem::path& file);

// The same for a place as exercise.toml and the reports name it:
// "lessons/02-locks#two-locks". Empty: it is there.
std::string broken_place(const std::filesystem::path& root,
                         const std::string& place);

}  // namespace course::lesson
