#include "cli/keyboard.hpp"

#include <poll.h>
#include <unistd.h>

#include <string_view>
#include <utility>
#include <vector>

namespace course::cli {

Keyboard::Keyboard() {
  tcgetattr(STDIN_FILENO, &before_);
  termios raw = before_;
  raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

Keyboard::~Keyboard() { tcsetattr(STDIN_FILENO, TCSANOW, &before_); }

std::string Keyboard::wait(std::chrono::milliseconds time,
                           std::initializer_list<int> others) {
  std::vector<pollfd> in = {{STDIN_FILENO, POLLIN, 0}};
  for (const int other : others) in.push_back({other, POLLIN, 0});
  if (poll(in.data(), in.size(), static_cast<int>(time.count())) <= 0 ||
      in[0].revents == 0)
    return "";
  char bytes[32];
  const ssize_t got = read(STDIN_FILENO, bytes, sizeof bytes);
  if (got == 0) return "q";
  if (got < 0) return "";
  const std::string keys(bytes, static_cast<std::size_t>(got));
  if (keys == std::string(1, escape_key) || keys[0] != escape_key) return keys;
  for (const auto& [sequence, key] :
       std::initializer_list<std::pair<std::string_view, const char*>>{
           {"[A", "k"},
           {"OA", "k"},
           {"[B", "j"},
           {"OB", "j"},
           {"[5~", "b"},
           {"[6~", " "}})
    if (keys.substr(1) == sequence) return key;
  return "";
}

}  // namespace course::cli
