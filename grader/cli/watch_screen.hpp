// What the watch shows: where the student is, the report or another page, and
// the keys.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "course/exercise.hpp"

namespace course::cli {

struct Screen {
  std::size_t width = 100;
  bool color = false;

  std::size_t solved = 0, exercises = 0;
  const content::Exercise* exercise = nullptr;  // never null when drawn
  std::string file;                             // the student's, as typed
  std::string page;     // the report, or what a key asked for; what fits of it
  std::string note;     // a line below it; may be empty
  bool opened = false;  // it is not the report: a key leads back to that
  bool more_above = false, more_below = false;  // only a part of it is shown
  bool checking = false;                        // a verdict is on its way
  bool passed = false;                          // the exercise's last verdict
};

// The whole text of the screen. Lines are no longer than `width`, but those of
// the page.
std::string draw(const Screen&);

// As it is printed over what the terminal shows. Cleared first, it would
// flicker with each step that passes.
std::string over_the_last(const std::string& text);

// "[█████·····] 3 of 9 solved"
std::string progress_bar(std::size_t solved, std::size_t all,
                         std::size_t width);

}  // namespace course::cli
