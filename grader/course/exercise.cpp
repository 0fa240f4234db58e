// exercise.toml is written by hand, so a slip in it must be answered with the
// line, what is wrong there and what to write instead. Hence the small Table
// class: it hands out values by key and kind, remembers which keys it was asked
// for, and refuses the rest.
#include "course/exercise.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <sstream>

#include "course/suggestions.hpp"
#include "protocol/error.hpp"
#include "protocol/mapping.hpp"

namespace course::content {
namespace {

using protocol::CourseError;

class Table {
 public:
  Table(const toml::table& table, std::string where)
      : table_(table), where_(std::move(where)) {}

  std::string text(const char* key) {
    const toml::node& node = required(key, "a text");
    return text_of(node, key);
  }

  std::vector<std::string> texts(const char* key) {
    const toml::node& node = required(key, "a list of texts");
    const toml::array* array = node.as_array();
    if (!array) wrong(node, key, "a list of texts");
    std::vector<std::string> result;
    for (const toml::node& element : *array)
      result.push_back(text_of(element, key));
    return result;
  }

  std::vector<std::string> optional_texts(const char* key) {
    if (table_.get(key)) return texts(key);
    known_.push_back(key);
    return {};
  }

  const toml::array& tables(const char* key) {
    const std::string kind = std::string("at least one [[") + key + "]]";
    const toml::node& node = required(key, kind);
    const toml::array* array = node.as_array();
    if (!array || array->empty() || !array->is_homogeneous<toml::table>())
      wrong(node, key, kind);
    return *array;
  }

  const toml::table* optional_table(const char* key) {
    known_.push_back(key);
    const toml::node* node = table_.get(key);
    if (!node) return nullptr;
    if (!node->is_table()) wrong(*node, key, std::string("[") + key + "]");
    return node->as_table();
  }

  // To be called when all known keys have been asked for.
  void refuse_other_keys() const {
    for (auto&& [key, node] : table_) {
      const std::string name(key.str());
      if (std::find(known_.begin(), known_.end(), name) != known_.end())
        continue;
      const auto meant = closest(name, known_);
      throw CourseError("only keys that the course knows",
                        at(node) + ": \"" + name + "\"",
                        meant ? "did you mean \"" + *meant + "\"?"
                              : "remove it, or see grader/README.md");
    }
  }

  [[noreturn]] void wrong(const toml::node& node, const std::string& key,
                          const std::string& kind) const {
    throw CourseError("`" + key + "` to be " + kind,
                      at(node) + ": something else",
                      "correct that line; the other exercises show the format");
  }

  std::string at(const toml::node& node) const {
    return where_ + ":" + std::to_string(node.source().begin.line);
  }

 private:
  const toml::node& required(const char* key, const std::string& kind) {
    known_.push_back(key);
    if (const toml::node* node = table_.get(key)) return *node;
    throw CourseError(
        std::string("`") + key + "` (" + kind + ")",
        at(table_) + ": no such key",
        std::string("add `") + key + "`; the other exercises show the format");
  }

  std::string text_of(const toml::node& node, const char* key) const {
    const toml::value<std::string>* value = node.as_string();
    const bool blank =
        value && value->get().find_first_not_of(" \t\n") == std::string::npos;
    if (!value || blank) wrong(node, key, "a text that is not empty");
    return value->get();
  }

  const toml::table& table_;
  std::string where_;
  std::vector<std::string> known_;
};

template <std::size_t n>
std::string one_of(Table& table, const toml::table& raw, const char* key,
                   const std::array<const char*, n>& allowed) {
  const std::string value = table.text(key);
  std::string kinds;
  for (const char* word : allowed) {
    if (value == word) return value;
    kinds += (kinds.empty() ? "\"" : " or \"") + std::string(word) + "\"";
  }
  table.wrong(*raw.get(key), key, kinds);
}

std::map<protocol::Verdict, std::string> by_verdict(const toml::table& raw,
                                                    const std::string& where) {
  std::map<protocol::Verdict, std::string> texts;
  std::vector<std::string> names;
  for (const auto& row : protocol::verdicts) names.emplace_back(row.name);
  Table table(raw, where);
  for (auto&& [key, node] : raw) {
    const std::string name(key.str());
    const auto verdict = protocol::verdict_from_name(name);
    if (!verdict) {
      const auto meant = closest(name, names);
      throw CourseError("the name of a verdict",
                        table.at(node) + ": \"" + name + "\"",
                        meant ? "did you mean \"" + *meant + "\"?"
                              : "./course explain lists the verdicts");
    }
    texts[*verdict] = table.text(name.c_str());
  }
  return texts;
}

}  // namespace

Exercise parse_exercise(std::string_view text, const std::string& where) {
  toml::table raw;
  try {
    raw = toml::parse(text);
  } catch (const toml::parse_error& error) {
    throw CourseError("a file in TOML format",
                      where + ":" + std::to_string(error.source().begin.line) +
                          ": " + std::string(error.description()),
                      "correct that line; the other exercises show the format");
  }
  Table table(raw, where);
  Exercise exercise;
  exercise.title = table.text("title");
  exercise.kind =
      one_of(table, raw, "kind", std::array{"warm-up", "core", "stretch"});
  exercise.summary = table.text("summary");
  exercise.file = table.text("file");
  if (exercise.file.find('/') != std::string::npos)
    table.wrong(*raw.get("file"), "file", "a file name without folders");
  const std::string waiting =
      one_of(table, raw, "waiting", std::array{"spins", "sleeps", "blocks"});
  if (waiting != "spins") exercise.waiting |= protocol::waiting_blocks;
  if (waiting == "sleeps") exercise.waiting |= protocol::sleeping_is_waiting;
  exercise.forbidden = table.optional_texts("forbidden");
  exercise.read = table.text("read");
  exercise.hints = table.texts("hints");
  if (exercise.hints.size() != 3)
    table.wrong(*raw.get("hints"), "hints", "three texts");
  if (const toml::table* hints = table.optional_table("verdict_hints"))
    exercise.verdict_hints = by_verdict(*hints, where);
  if (const toml::table* places = table.optional_table("verdict_read"))
    exercise.verdict_read = by_verdict(*places, where);
  for (const toml::node& node : table.tables("step")) {
    Table step(*node.as_table(), where);
    exercise.steps.push_back({step.text("title"), step.texts("tests")});
    if (exercise.steps.back().tests.empty())
      step.wrong(node, "tests", "a list of at least one test");
    step.refuse_other_keys();
  }
  table.refuse_other_keys();
  return exercise;
}

Exercise read_exercise(const std::filesystem::path& root,
                       const std::string& lesson, const std::string& name) {
  const std::string where =
      "exercises/" + lesson + "/" + name + "/exercise.toml";
  std::ifstream file(root / where);
  std::ostringstream text;
  if (!(text << file.rdbuf()))
    throw CourseError("to read " + where, "it cannot be read",
                      "put it back, for example with git checkout " + where);
  Exercise exercise = parse_exercise(text.str(), where);
  exercise.root = root;
  exercise.lesson = lesson;
  exercise.name = name;
  return exercise;
}

std::filesystem::path Exercise::folder() const {
  return root / "exercises" / lesson / name;
}
std::filesystem::path Exercise::tests() const {
  return root / "grader/tests" / lesson / name;
}
std::filesystem::path Exercise::submission() const { return folder() / file; }
std::filesystem::path Exercise::starter() const {
  return tests() / "starter" / file;
}
std::filesystem::path Exercise::solution() const {
  return root / "solutions" / lesson / name / file;
}
std::filesystem::path Exercise::scenarios() const {
  return tests() / (name + "_scenarios.cpp");
}

}  // namespace course::content
