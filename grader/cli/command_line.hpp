// The command line as a whole: what CLI11 refuses is said in the course's way.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

namespace course::cli {

// Parses, which runs the callback of the chosen subcommand. Holds an exit
// status if there is nothing more to do: the help was asked for and has been
// printed. Throws CourseError, with a suggestion for a misspelt subcommand.
std::optional<int> parse(CLI::App&, int argc, char** argv);

}  // namespace course::cli
