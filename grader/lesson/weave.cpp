#include "lesson/weave.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <sstream>

#include "course/suggestions.hpp"
#include "lesson/files.hpp"
#include "lesson/regions.hpp"

namespace course::lesson {
namespace {

constexpr std::string_view snippet = "snippet: ", output = "output: ";

// "snippet: lost.cpp#increment" of the line that is that mark and nothing else.
std::optional<std::string> mark(std::string_view line) {
  constexpr std::string_view begin = "<!-- ", end = " -->";
  if (!line.starts_with(begin) || !line.ends_with(end)) return std::nullopt;
  line.remove_prefix(begin.size());
  line.remove_suffix(std::min(end.size(), line.size()));
  const bool ours = line.starts_with(snippet) || line.starts_with(output) ||
                    line == "/snippet" || line == "/output";
  if (!ours) return std::nullopt;
  return std::string(line);
}

std::string closing(const std::string& opened) {
  return opened.starts_with(snippet) ? "/snippet" : "/output";
}

// A fence that is longer than any in the text.
std::string fenced(std::string_view language, const std::string& text) {
  std::string fence = "```";
  while (text.find(fence) != text.npos) fence += '`';
  return fence + std::string(language) + "\n" + text +
         (text.empty() || text.ends_with('\n') ? "" : "\n") + fence + "\n";
}

// "lost" of "snippet: lost.cpp#increment" and of "output: lost".
std::string demo_of(const std::string& piece) {
  const std::string name = piece.substr(piece.find(' ') + 1);
  return name.substr(0, name.find(".cpp"));
}

std::string missing(const std::string& wanted, const Pieces& pieces) {
  std::vector<std::string> names;
  for (const auto& [name, unused] : pieces) names.push_back(name);
  const auto meant = content::closest(wanted, names);
  return "there is no \"" + wanted + "\"" +
         (meant ? "; did you mean \"" + *meant + "\"?" : "");
}

// Regions are there to be quoted, and so are demos.
void find_unused(const Pieces& pieces, const std::set<std::string>& used,
                 std::vector<std::string>& problems) {
  std::set<std::string> demos;
  for (const std::string& piece : used) demos.insert(demo_of(piece));
  for (const auto& [piece, unused] : pieces) {
    if (used.contains(piece)) continue;
    if (piece.find('#') != piece.npos)
      problems.push_back("the text does not use the region \"" + piece + "\"");
    else if (piece.starts_with(snippet) && !demos.contains(demo_of(piece)))
      problems.push_back("the text uses nothing of " +
                         piece.substr(snippet.size()));
  }
}

}  // namespace

Pieces pieces_of(const Lesson& lesson) {
  Pieces pieces;
  for (const Demo& demo : lesson.demos) {
    const std::string file = demo.name + ".cpp";
    for (const auto& [region, code] :
         regions(read_file(demo.root / demo.source()), demo.source().string()))
      pieces[std::string(snippet) + file + (region.empty() ? "" : "#") +
             region] = fenced("cpp", code);
    pieces[std::string(output) + demo.name] =
        fenced("text", text_or_nothing(demo.root / demo.output()));
  }
  return pieces;
}

Woven weave(std::string_view text, const Pieces& pieces) {
  Woven woven;
  std::set<std::string> used;
  std::string opened;  // the mark we are behind; empty: none
  int number = 0, opened_at = 0;
  const auto problem = [&](int line, const std::string& what) {
    woven.problems.push_back("line " + std::to_string(line) + ": " + what);
  };
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) {
    ++number;
    const auto found = mark(line);
    if (!found) {
      if (opened.empty()) woven.text += line + "\n";
      continue;
    }
    if (found->starts_with('/')) {
      if (opened.empty() || closing(opened) != *found)
        problem(number, "<!-- " + *found + " --> closes nothing");
      opened.clear();
      woven.text += line + "\n";
      continue;
    }
    if (!opened.empty())
      problem(opened_at, "\"" + opened + "\" is not closed by <!-- " +
                             closing(opened) + " -->");
    opened = *found;
    opened_at = number;
    woven.text += line + "\n";
    if (const auto piece = pieces.find(opened); piece != pieces.end()) {
      woven.text += piece->second;
      used.insert(opened);
    } else {
      problem(number, missing(opened, pieces));
    }
  }
  if (!opened.empty())
    problem(opened_at, "\"" + opened + "\" is not closed by <!-- " +
                           closing(opened) + " -->");
  find_unused(pieces, used, woven.problems);
  return woven;
}

}  // namespace course::lesson
