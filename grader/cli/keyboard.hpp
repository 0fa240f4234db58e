// Single keys from the terminal, without Enter.
#pragma once

#include <termios.h>

#include <chrono>
#include <initializer_list>
#include <string>

namespace course::cli {

inline constexpr char escape_key = '\033';

// While it lives, stdin, a terminal, hands over each key as it is pressed and
// does not show it. Ctrl-C still sends its signal. One at a time.
class Keyboard {
 public:
  Keyboard();
  ~Keyboard();
  Keyboard(const Keyboard&) = delete;
  Keyboard& operator=(const Keyboard&) = delete;

  // The next keys; none if none comes within that time, a signal does, or one
  // of those descriptors can be read from (-1: none); "q" once the terminal is
  // gone. Of the keys that send several bytes, the arrows
  // up and down count as 'k' and 'j', the page keys as 'b' and ' ', others as
  // none.
  std::string wait(std::chrono::milliseconds,
                   std::initializer_list<int> others);

 private:
  termios before_{};
};

}  // namespace course::cli
