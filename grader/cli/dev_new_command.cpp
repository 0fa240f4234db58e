// course dev new: the files of a new exercise, from the template. They work as
// they are, so that an author changes one thing at a time.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "cli/commands.hpp"
#include "course/new_exercise.hpp"

namespace course::cli {
namespace {

struct DevNewOptions {
  std::string slug, title, kind = "core";
};

// What a file is for, by its place; empty for one that needs no word.
std::string purpose(const std::filesystem::path& file) {
  const std::string path = file.string(), name = file.filename().string();
  const auto within = [&](const char* part) {
    return path.find(part) != std::string::npos;
  };
  if (name == "README.md") return "the statement";
  if (name == "exercise.toml") return "title, hints and steps";
  if (path.starts_with("exercises/")) return "what students get";
  if (path.starts_with("solutions/")) return "the same, filled in";
  if (within("/starter/")) return "what students get, kept for reset";
  if (within("/right/")) return "passes by another design; write one more";
  if (within("/wrong/")) return "gets the verdict it declares; write four more";
  if (name.ends_with("_scenarios.cpp")) return "what the worker runs";
  if (name.ends_with("_test.cpp")) return "what the judge demands";
  return "";
}

int dev_new(const Session& session, const DevNewOptions& options) {
  const auto exercise =
      content::describe_exercise(options.slug, options.title, options.kind);
  const auto files = content::make_exercise(session.root(), exercise);
  std::size_t width = 0;
  for (const auto& file : files) width = std::max(width, file.string().size());
  fmt::print("{}/{} is there, with a placeholder for a task:\n\n",
             exercise.lesson, exercise.name);
  for (const auto& file : files)
    fmt::print("  {:{}}  {}\n", file.string(), width, purpose(file));
  fmt::print("\nnext:  ./course dev check {}   says what is missing\n",
             exercise.name);
  return passed;
}

}  // namespace

void add_dev_new(Command dev, Session& session) {
  auto options = std::make_shared<DevNewOptions>();
  Command sub = dev.subcommand("new", "Make the files of a new exercise");
  sub.argument("slug", &options->slug, "LESSON/NAME: 02-locks/once_map")
      .required();
  sub.option("--title", &options->title, "Without: made from the name");
  sub.option("--kind", &options->kind, "warm-up, core or stretch")
      .one_of({"warm-up", "core", "stretch"});
  sub.runs([&session, options] { return dev_new(session, *options); });
}

}  // namespace course::cli
