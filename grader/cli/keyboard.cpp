#include "cli/keyboard.hpp"

#include <poll.h>
#include <unistd.h>

namespace course::cli {

Keyboard::Keyboard() {
  tcgetattr(STDIN_FILENO, &before_);
  termios raw = before_;
  raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO);
  tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

Keyboard::~Keyboard() { tcsetattr(STDIN_FILENO, TCSANOW, &before_); }

std::string Keyboard::wait(std::chrono::milliseconds time) {
  pollfd in{STDIN_FILENO, POLLIN, 0};
  if (poll(&in, 1, static_cast<int>(time.count())) <= 0) return "";
  char bytes[32];
  const ssize_t got = read(STDIN_FILENO, bytes, sizeof bytes);
  if (got == 0) return "q";
  constexpr char escape = '\033';
  if (got < 0 || bytes[0] == escape) return "";
  return {bytes, static_cast<std::size_t>(got)};
}

}  // namespace course::cli
