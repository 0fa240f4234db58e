// Words with colour in them, and lines made of them: the codes of a terminal
// take no column.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace course::markdown {

struct Word {
  std::string text;         // with terminal codes
  std::size_t columns = 0;  // without
};

class Words {
 public:
  // Splits at spaces and line ends; a word goes on where the last text ended
  // without one.
  void add(std::string_view text);
  // All of it is part of one word, spaces included.
  void add_unbroken(std::string_view text);
  // A line break that stands in the text.
  void add_break();
  // A code such as "\033[1m"; takes no column.
  void add_code(std::string_view code);

  bool empty() const { return words_.empty(); }
  // The columns of all of it on one line.
  std::size_t columns() const;
  // Lines of at most `width` columns; a longer word has a line of its own.
  std::vector<Word> lines(std::size_t width) const;
  void clear() { *this = Words(); }

 private:
  Word& open_word();

  std::vector<Word> words_;  // an empty text: a line break
  bool open_ = false;        // the last word goes on
  std::string code_;         // for the next word
};

}  // namespace course::markdown
