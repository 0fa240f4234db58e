#include "lesson/shape.hpp"

#include <cctype>

namespace course::lesson {

std::string shape(std::string_view output) {
  std::string result;
  const auto digit = [&](std::size_t i) {
    return i < output.size() &&
           std::isdigit(static_cast<unsigned char>(output[i]));
  };
  for (std::size_t i = 0; i < output.size(); ++i) {
    const char c = output[i];
    if (digit(i)) {
      // 1,000 and 0.5 are one number; the dot that ends a sentence is not in it
      while (digit(i + 1) ||
             (i + 1 < output.size() &&
              (output[i + 1] == '.' || output[i + 1] == ',') && digit(i + 2)))
        ++i;
      result += '#';
    } else if (c == '#') {
      if (result.empty() || result.back() != '#') result += '#';
    } else if (c == ' ') {
      if (!result.empty() && result.back() != ' ' && result.back() != '\n')
        result += ' ';
    } else {
      if (c == '\n' && !result.empty() && result.back() == ' ')
        result.pop_back();
      result += c;
    }
  }
  return result;
}

}  // namespace course::lesson
