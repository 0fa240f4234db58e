// The command line. The only file that knows CLI11 is command_line.cpp: each
// one that includes it takes seconds to compile.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace course::cli {

// Where a value goes. It must live until the command line has been parsed.
using Target = std::variant<std::string*, std::vector<std::string>*,
                            std::uint64_t*, std::uint32_t*>;

// What may be said about an argument, an option or a flag. Lives in its
// CommandLine; this only names it.
class Argument {
 public:
  explicit Argument(CLI::Option* option) : option_(option) {}

  Argument& required();
  Argument& excludes(const Argument&);
  Argument& positive();
  Argument& between(std::uint64_t low, std::uint64_t high);
  Argument& one_of(const std::vector<std::string>&);
  Argument& hidden();  // from the help
  // Several values are one word, with this character between them.
  Argument& separated_by(char);

 private:
  CLI::Option* option_;
};

// A subcommand, or the command itself. Only names it, too.
class Command {
 public:
  Command(CLI::App* app, std::function<int()>* chosen)
      : app_(app), chosen_(chosen) {}

  // One must be said, if there are any below a subcommand.
  Command subcommand(const std::string& name, const std::string& what);

  Argument argument(const std::string& name, Target, const std::string& what);
  Argument option(const std::string& name, Target, const std::string& what);
  Argument flag(const std::string& name, bool&, const std::string& what);
  void flag(const std::string& name, std::function<void()> set,
            const std::string& what);
  // Whatever else is said goes there, instead of being refused.
  void others(std::vector<std::string>&);
  void footer(const std::string&);  // of the help

  // What is done if it is chosen; its exit status.
  void runs(std::function<int()>);

 private:
  CLI::App* app_;
  std::function<int()>* chosen_;
};

class CommandLine {
 public:
  CommandLine(const std::string& what, const std::string& name);
  ~CommandLine();

  Command root();

  // Parses and runs the chosen subcommand, or `otherwise` if there is none;
  // its exit status. Prints the help if that is asked for. Throws CourseError,
  // with a suggestion for a misspelt subcommand, if the line makes no sense.
  int run(int argc, char** argv, const std::function<int()>& otherwise);

 private:
  std::unique_ptr<CLI::App> app_;
  std::function<int()> chosen_;
};

}  // namespace course::cli
