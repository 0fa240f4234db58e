// A demo: a program in a lesson whose output the text quotes. Its first line
// says how it runs, and so what can be promised about its output:
//
//   // output: always the same          a plain program
//   // output: differs from run to run  a plain program that measures or races
//   // output: in virtual time          a program under the scheduler, once,
//                                       without a delay: exact times
//   // schedule: 1.4-ps3                one schedule of it, by a replay string
//   // explore: --faults standard       what the scheduler finds in it
//
// What is quoted of the last two is what `./course explore` prints.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace course::lesson {

enum class Run { same, differs, virtual_time, schedule, explore };

struct Demo {
  std::filesystem::path root;  // of the course
  std::string lesson;          // "02-locks"
  std::string name;            // "lost": unique in the course
  Run run = Run::same;
  std::vector<std::string> options;  // of explore, --replay included

  bool plain() const { return run == Run::same || run == Run::differs; }
  // Relative to the root: lessons/02-locks/lost.cpp, and the captured output
  // beside it.
  std::filesystem::path source() const;
  std::filesystem::path output() const;
};

// Reads how the demo runs from its first line. Throws CourseError if that says
// nothing known.
Demo read_demo(const std::filesystem::path& root, const std::string& lesson,
               const std::string& name);

// The same, from the line; `where` is what errors call the file. Only `run` and
// `options` are set.
Demo parse_first_line(std::string_view line, const std::string& where);

}  // namespace course::lesson
