// Parts of a demo's source that the text quotes:
//
//   // region increment
//   …
//   // endregion increment
//
// each mark on a line of its own. Regions may lie inside each other.
#pragma once

#include <map>
#include <string>
#include <string_view>

namespace course::lesson {

// By name: the lines between the marks, without inner marks and without the
// indentation that all share. The one called "" is all but the first line,
// which says how the demo runs. `where` is what errors call the file; throws
// CourseError, with the line, if a region is opened twice or not closed.
std::map<std::string, std::string> regions(std::string_view source,
                                           const std::string& where);

}  // namespace course::lesson
