#include "cli/watch_screen.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "report/layout.hpp"

namespace course::cli {
namespace {

// The keys that make sense now; each line fits.
std::string keys(const Screen& screen) {
  std::vector<std::string> all;
  const report::Paint paint(screen.color);
  const auto key = [&](const char* letter, const char* what) {
    all.push_back(paint.command(letter) + " " + what);
  };
  key("n", screen.passed ? "next exercise" : "next");
  if (!screen.passed) key("h", "hint");
  if (screen.passed) key("s", "solution");
  for (auto [letter, what] : {std::pair{"t", "task"},
                              {"v", "verdict"},
                              {"r", "replay"},
                              {"l", "list"},
                              {"c", "check"},
                              {"x", "reset"},
                              {"q", "quit"}})
    key(letter, what);
  return report::join(all, "  ");
}

}  // namespace

std::string progress_bar(std::size_t solved, std::size_t all,
                         std::size_t width) {
  const std::size_t full = all == 0 ? 0 : width * solved / all;
  std::string bar;
  for (std::size_t i = 0; i < width; ++i) bar += i < full ? "█" : "·";
  return fmt::format("[{}] {} of {} solved", bar, solved, all);
}

std::string draw(const Screen& screen) {
  const content::Exercise& exercise = *screen.exercise;
  const report::Paint paint(screen.color);
  std::string text = fmt::format(
      "{}   {}\n",
      progress_bar(screen.solved, screen.exercises,
                   std::clamp<std::size_t>(screen.width / 4, 10, 30)),
      exercise.slug());
  for (const std::string& line :
       report::wrap(fmt::format("{}: {}", exercise.kind, exercise.summary),
                    screen.width))
    text += paint.dim(line) + "\n";
  text += "\n" + screen.page;
  if (!text.ends_with('\n')) text += '\n';
  text += '\n';
  if (!screen.note.empty())
    text += screen.note + (screen.note.ends_with('\n') ? "" : "\n");
  if (screen.checking) text += paint.note("checking …") + "\n";
  return text + fmt::format("edit {}; it is checked when you save\n{}\n",
                            screen.file, keys(screen));
}

}  // namespace course::cli
