#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <utility>

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

CLI::Option* add(CLI::App& app, const std::string& name, Target target,
                 const std::string& what) {
  return std::visit(
      [&](auto* value) { return app.add_option(name, *value, what); }, target);
}

}  // namespace

Argument& Argument::required() {
  option_->required();
  return *this;
}

Argument& Argument::excludes(const Argument& other) {
  option_->excludes(other.option_);
  return *this;
}

Argument& Argument::positive() {
  option_->check(CLI::PositiveNumber);
  return *this;
}

Argument& Argument::between(std::uint64_t low, std::uint64_t high) {
  option_->check(CLI::Range(low, high));
  return *this;
}

Argument& Argument::one_of(const std::vector<std::string>& words) {
  option_->check(CLI::IsMember(words));
  return *this;
}

Argument& Argument::hidden() {
  option_->group("");
  return *this;
}

Argument& Argument::separated_by(char separator) {
  option_->delimiter(separator)->allow_extra_args(false);
  return *this;
}

Command Command::subcommand(const std::string& name, const std::string& what) {
  if (app_->get_parent() != nullptr) app_->require_subcommand(1);
  return Command(app_->add_subcommand(name, what), chosen_);
}

Argument Command::argument(const std::string& name, Target target,
                           const std::string& what) {
  return Argument(add(*app_, name, target, what));
}

Argument Command::option(const std::string& name, Target target,
                         const std::string& what) {
  return Argument(add(*app_, name, target, what));
}

Argument Command::flag(const std::string& name, bool& set,
                       const std::string& what) {
  return Argument(app_->add_flag(name, set, what));
}

void Command::flag(const std::string& name, std::function<void()> set,
                   const std::string& what) {
  app_->add_flag_callback(name, std::move(set), what);
}

void Command::others(std::vector<std::string>& words) {
  app_->allow_extras();
  app_->parse_complete_callback(
      [app = app_, &words] { words = app->remaining(); });
}

void Command::footer(const std::string& text) { app_->footer(text); }

void Command::runs(std::function<int()> action) {
  app_->callback(
      [chosen = chosen_, action = std::move(action)] { *chosen = action; });
}

CommandLine::CommandLine(const std::string& what, const std::string& name)
    : app_(std::make_unique<CLI::App>(what, name)) {}

CommandLine::~CommandLine() = default;

Command CommandLine::root() { return Command(app_.get(), &chosen_); }

int CommandLine::run(int argc, char** argv,
                     const std::function<int()>& otherwise) {
  const auto word = [&](int i) -> std::string {
    return i < argc && argv[i][0] != '-' ? argv[i] : "";
  };
  if (!word(1).empty()) refuse_misspelt(*app_, "./course", word(1));
  if (word(1) == "dev" && !word(2).empty())
    refuse_misspelt(*app_->get_subcommand("dev"), "./course dev", word(2));
  try {
    app_->parse(argc, argv);
  } catch (const CLI::Success& help) {
    return app_->exit(help);
  } catch (const CLI::ParseError& error) {
    throw protocol::CourseError("a command line that makes sense", error.what(),
                                "./course " +
                                    (word(1).empty() ? "" : word(1) + " ") +
                                    "--help shows what is possible");
  }
  return chosen_ ? chosen_() : otherwise();
}

}  // namespace course::cli
