#include "cli/command_line.hpp"

#include <string>
#include <vector>

#include "course/suggestions.hpp"
#include "protocol/error.hpp"

namespace course::cli {
namespace {

std::vector<std::string> subcommands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands([](auto*) { return true; }))
    names.push_back(sub->get_name());
  return names;
}

// CLI11 would only say that an argument was not expected.
void refuse_misspelt(const CLI::App& app, const std::string& prefix,
                     const std::string& word) {
  const auto known = subcommands(app);
  for (const std::string& name : known)
    if (word == name) return;
  const auto meant = content::closest(word, known);
  throw protocol::CourseError(
      "a subcommand of " + prefix, "\"" + word + "\"",
      (meant ? "did you mean " + prefix + " " + *meant + "?  " : "") + prefix +
          " --help shows them all");
}

}  // namespace

std::optional<int> parse(CLI::App& app, int argc, char** argv) {
  const auto word = [&](int i) -> std::string {
    return i < argc && argv[i][0] != '-' ? argv[i] : "";
  };
  if (!word(1).empty()) refuse_misspelt(app, "./course", word(1));
  if (word(1) == "dev" && !word(2).empty())
    refuse_misspelt(*app.get_subcommand("dev"), "./course dev", word(2));
  try {
    app.parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::Success& help) {
    return app.exit(help);
  } catch (const CLI::ParseError& error) {
    throw protocol::CourseError("a command line that makes sense", error.what(),
                                "./course " +
                                    (word(1).empty() ? "" : word(1) + " ") +
                                    "--help shows what is possible");
  }
}

}  // namespace course::cli
