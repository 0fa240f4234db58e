// course explain: a page on a verdict.
#include <fmt/core.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/pages.hpp"
#include "course/suggestions.hpp"
#include "markdown/terminal.hpp"
#include "protocol/error.hpp"
#include "report/explain.hpp"

namespace course::cli {
namespace {

int list_verdicts() {
  for (const auto& row : protocol::verdicts)
    fmt::print("  {:16}  {}\n", row.name, row.meaning);
  fmt::print("\nmore on one of them:  ./course explain data-race\n");
  return passed;
}

int explain(const Session& session, const std::string& word) {
  if (word.empty()) return list_verdicts();
  const auto verdict = protocol::verdict_from_name(word);
  if (!verdict) {
    std::vector<std::string> names;
    for (const auto& row : protocol::verdicts) names.emplace_back(row.name);
    const auto meant = content::closest(word, names);
    throw protocol::CourseError(
        "the name of a verdict", "\"" + word + "\"",
        (meant ? "did you mean \"" + *meant + "\"?  " : "") +
            "./course explain lists them all");
  }
  fmt::print("{}", explain_page(session, *verdict));
  return passed;
}

}  // namespace

std::string explain_page(const Session& session, protocol::Verdict verdict) {
  return markdown::to_terminal(report::explanation(verdict),
                               {width(), session.color()});
}

void add_explain(Command app, Session& session) {
  auto word = std::make_shared<std::string>();
  Command sub = app.subcommand("explain", "Say what a verdict means");
  sub.argument("verdict", word.get(), "Without: the list of verdicts");
  sub.runs([&session, word] { return explain(session, *word); });
}

}  // namespace course::cli
