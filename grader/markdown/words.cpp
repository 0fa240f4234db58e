#include "markdown/words.hpp"

#include "report/layout.hpp"

namespace course::markdown {

Word& Words::open_word() {
  if (!open_) {
    words_.push_back({code_, 0});
    code_.clear();
    open_ = true;
  }
  return words_.back();
}

void Words::add(std::string_view text) {
  for (const char c : text) {
    if (c == ' ' || c == '\n') {
      open_ = false;
      continue;
    }
    Word& word = open_word();
    word.text += c;
    word.columns += report::columns(std::string_view(&c, 1));
  }
}

void Words::add_unbroken(std::string_view text) {
  Word& word = open_word();
  word.text += text;
  word.columns += report::columns(text);
}

void Words::add_break() {
  words_.push_back({});
  open_ = false;
}

void Words::add_code(std::string_view code) {
  if (open_)
    words_.back().text += code;
  else
    code_ += code;
}

std::size_t Words::columns() const {
  std::size_t sum = 0;
  for (const Word& word : words_) sum += word.columns + 1;
  return sum == 0 ? 0 : sum - 1;
}

std::vector<Word> Words::lines(std::size_t width) const {
  std::vector<Word> lines;
  Word line;
  const auto end_line = [&] {
    lines.push_back(std::move(line));
    line = {};
  };
  for (const Word& word : words_) {
    if (word.text.empty()) {
      end_line();
      continue;
    }
    if (line.columns > 0 && line.columns + 1 + word.columns > width) end_line();
    if (line.columns > 0) {
      line.text += ' ';
      ++line.columns;
    }
    line.text += word.text;
    line.columns += word.columns;
  }
  line.text += code_;
  end_line();
  return lines;
}

}  // namespace course::markdown
