// course reset: starts an exercise again; the work so far is kept.
#include <fmt/core.h>

#include <memory>

#include "cli/commands.hpp"
#include "course/reset.hpp"

namespace course::cli {
namespace {

int reset(Session& session, const std::string& name) {
  const content::Exercise& exercise = session.course().find(name);
  const content::Reset done = content::reset(exercise, std::time(nullptr));
  content::update_progress(session.root(), [&](content::Progress& progress) {
    progress.forget(exercise.slug());
  });
  if (done.restored.empty())
    fmt::print("{} is as it was shipped.\n", exercise.name);
  for (const std::string& file : done.restored)
    fmt::print("{} is as it was shipped again.\n",
               as_typed(exercise.folder() / file).string());
  if (!done.kept.empty())
    fmt::print("What was there is kept in {}\n", as_typed(done.kept).string());
  return passed;
}

}  // namespace

void add_reset(CLI::App& app, Session& session) {
  auto name = std::make_shared<std::string>();
  CLI::App* sub =
      app.add_subcommand("reset", "Start an exercise again; your file is kept");
  sub->add_option("name", *name, "The exercise")->required();
  sub->callback([&session, name] {
    session.run = [&session, name] { return reset(session, *name); };
  });
}

}  // namespace course::cli
