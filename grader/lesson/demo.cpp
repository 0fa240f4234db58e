#include "lesson/demo.hpp"

#include <sstream>

#include "lesson/files.hpp"
#include "protocol/error.hpp"

namespace course::lesson {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> words_of(std::string_view text) {
  std::istringstream in{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

}  // namespace

fs::path Demo::source() const {
  return fs::path("lessons") / lesson / (name + ".cpp");
}

fs::path Demo::output() const {
  return fs::path("lessons") / lesson / (name + ".out");
}

Demo parse_first_line(std::string_view line, const std::string& where) {
  constexpr std::string_view schedule = "// schedule:", explore = "// explore:";
  Demo demo;
  if (line == "// output: always the same") return demo;
  if (line == "// output: differs from run to run") {
    demo.run = Run::differs;
    return demo;
  }
  if (line == "// output: in virtual time") {
    demo.run = Run::virtual_time;
    return demo;
  }
  if (line.starts_with(explore)) {
    demo.run = Run::explore;
    demo.options = words_of(line.substr(explore.size()));
    return demo;
  }
  if (line.starts_with(schedule)) {
    demo.run = Run::schedule;
    demo.options = words_of(line.substr(schedule.size()));
    if (demo.options.size() == 1) {
      demo.options.insert(demo.options.begin(), "--replay");
      return demo;
    }
  }
  throw protocol::CourseError(
      where + ": how the demo runs, in its first line",
      "\"" + std::string(line) + "\"",
      "write one of: // output: always the same   // output: differs from run "
      "to run   // output: in virtual time   // schedule: REPLAY   // explore: "
      "OPTIONS");
}

Demo read_demo(const fs::path& root, const std::string& lesson,
               const std::string& name) {
  Demo demo;
  demo.root = root;
  demo.lesson = lesson;
  demo.name = name;
  const std::string text = read_file(root / demo.source());
  const Demo first =
      parse_first_line(text.substr(0, text.find('\n')), demo.source().string());
  demo.run = first.run;
  demo.options = first.options;
  return demo;
}

}  // namespace course::lesson
