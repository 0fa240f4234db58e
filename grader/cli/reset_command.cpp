// course reset: starts an exercise again; the work so far is kept.
#include <fmt/core.h>

#include <memory>

#include "cli/commands.hpp"
#include "cli/pages.hpp"
#include "course/reset.hpp"

namespace course::cli {

std::string reset_page(Session& session, const content::Exercise& exercise) {
  const content::Reset done = content::reset(exercise, std::time(nullptr));
  content::update_progress(session.root(), [&](content::Progress& progress) {
    progress.forget(exercise.slug());
  });
  std::string page;
  if (done.restored.empty())
    page += fmt::format("{} is as it was shipped.\n", exercise.name);
  for (const std::string& file : done.restored)
    page += fmt::format("{} is as it was shipped again.\n",
                        as_typed(exercise.folder() / file).string());
  if (!done.kept.empty())
    page += fmt::format("What was there is kept in {}\n",
                        as_typed(done.kept).string());
  return page;
}

void add_reset(Command app, Session& session) {
  auto name = std::make_shared<std::string>();
  Command sub =
      app.subcommand("reset", "Start an exercise again; your file is kept");
  sub.argument("name", name.get(), "The exercise").required();
  sub.runs([&session, name] {
    fmt::print("{}", reset_page(session, session.course().find(*name)));
    return passed;
  });
}

}  // namespace course::cli
