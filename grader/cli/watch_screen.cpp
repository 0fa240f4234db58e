#include "cli/watch_screen.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "report/layout.hpp"

namespace course::cli {
namespace {

// The keys that make sense now, in lines that fit.
std::string keys(const Screen& screen) {
  using Key = std::pair<const char*, const char*>;
  std::vector<Key> all;
  if (screen.opened) all.emplace_back("esc", "back");
  if (screen.more_below) all.emplace_back("space", "more");
  if (screen.more_above) all.emplace_back("b", "up");
  all.insert(all.end(), {{"n", "next"}, {"p", "previous"}});
  all.push_back(screen.passed ? Key{"s", "solution"} : Key{"h", "hint"});
  all.insert(all.end(), {{"t", "task"},
                         {"v", "verdict"},
                         {"r", "replay"},
                         {"l", "list"},
                         {"c", "check"},
                         {"x", "reset"},
                         {"q", screen.opened ? "back" : "quit"}});
  const report::Paint paint(screen.color);
  std::string text;
  std::size_t columns = 0;
  for (const auto& [letter, what] : all) {
    const std::size_t more =
        report::columns(letter) + 1 + report::columns(what);
    if (columns > 0 && columns + 2 + more > screen.width) {
      text += '\n';
      columns = 0;
    }
    if (columns > 0) text += "  ";
    columns += more + (columns > 0 ? 2 : 0);
    text += paint.command(letter) + " " + what;
  }
  return text;
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
  if (screen.passed) text += paint.good("solved") + "; n: the next exercise\n";
  return text + fmt::format("edit {}; it is checked when you save\n{}\n",
                            screen.file, keys(screen));
}

std::string over_the_last(const std::string& text) {
  std::string out = "\033[H";
  for (const char c : text) out += c == '\n' ? "\033[K\n" : std::string(1, c);
  return out + "\033[J";
}

}  // namespace course::cli
