// Code and output in a lesson's text, between marks that name where they come
// from:
//
//   <!-- snippet: lost.cpp#increment -->
//   ```cpp
//   ++counter;
//   ```
//   <!-- /snippet -->
//
// and `<!-- output: lost -->` … `<!-- /output -->`. Without a region a snippet
// is the whole file. What stands between two marks belongs to us and is written
// again.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lesson/lessons.hpp"

namespace course::lesson {

// What the marks may name: "snippet: lost.cpp#increment" or "output: lost", and
// what then stands there.
using Pieces = std::map<std::string, std::string>;

// Of all regions and captured outputs of the lesson's demos. Throws CourseError
// for a file that cannot be read or a region that is not closed.
Pieces pieces_of(const Lesson&);

struct Woven {
  std::string text;
  // A sentence each, with the line where there is one: marks that are not
  // closed, or name what is not there; regions and demos that the text does not
  // use.
  std::vector<std::string> problems;
};

Woven weave(std::string_view text, const Pieces&);

}  // namespace course::lesson
