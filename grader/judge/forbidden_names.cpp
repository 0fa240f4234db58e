// The text is cut into tokens, and so are the names; then it is a search for a
// sequence in a sequence. No preprocessor and no compiler takes part, so that
// the line found is the one that the reader wrote.
#include "judge/forbidden_names.hpp"

#include <algorithm>
#include <cctype>

namespace course::judge {
namespace {

struct Token {
  // A name, "::", the header of an #include or a character; empty: a literal.
  std::string_view text;
  int line = 1;
  bool header = false;  // then without its <> or ""

  bool operator==(const Token& other) const {
    return text == other.text && header == other.header;
  }
};

bool in_name(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

class Tokens {
 public:
  explicit Tokens(std::string_view text) : text_(text) {}

  std::vector<Token> all() {
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      if (std::isspace(static_cast<unsigned char>(text_[at_])))
        go_to(at_ + 1);
      else if (starts("//"))
        line_comment();
      else if (starts("/*"))
        go_behind("*/", at_ + 2);
      else if (in_include() && (text_[at_] == '<' || text_[at_] == '"'))
        header(text_[at_] == '<' ? '>' : '"');
      else if (text_[at_] == '"' || text_[at_] == '\'')
        literal();
      else if (std::isdigit(static_cast<unsigned char>(text_[at_])))
        number();
      else if (in_name(text_[at_]))
        name();
      else
        add(begin, starts("::") ? 2 : 1);
    }
    return std::move(tokens_);
  }

 private:
  bool starts(std::string_view with) const {
    return text_.substr(at_).starts_with(with);
  }

  bool in_include() const {
    return tokens_.size() > 1 && tokens_.back().text == "include" &&
           tokens_.end()[-2].text == "#";
  }

  void go_to(std::size_t end) {
    end = std::min(end, text_.size());
    for (; at_ < end; ++at_) line_ += text_[at_] == '\n';
  }

  void go_behind(std::string_view what, std::size_t from) {
    const auto found = text_.find(what, from);
    go_to(found == text_.npos ? found : found + what.size());
  }

  void add(std::size_t begin, std::size_t size) {
    tokens_.push_back({text_.substr(begin, size), line_});
    go_to(begin + size);
  }

  void line_comment() {
    do {
      go_behind("\n", at_);
    } while (at_ < text_.size() && at_ > 1 && text_[at_ - 2] == '\\');
  }

  // It ends at its quote, or with the line: `#error don't`.
  void literal() {
    tokens_.push_back({{}, line_});
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != text_[at_] && text_[end] != '\n')
      end += text_[end] == '\\' ? 2 : 1;
    go_to(end + 1);
  }

  // One token: a name within it, as in <sys/NAME.h>, is no use of that name.
  void header(char close) {
    const std::size_t begin = at_ + 1;
    std::size_t end = begin;
    while (end < text_.size() && text_[end] != close && text_[end] != '\n')
      ++end;
    tokens_.push_back({text_.substr(begin, end - begin), line_, true});
    go_to(end < text_.size() && text_[end] == close ? end + 1 : end);
  }

  void number() {  // the quote in 1'000 begins no character
    tokens_.push_back({{}, line_});
    std::size_t end = at_;
    while (end < text_.size() &&
           (in_name(text_[end]) || text_[end] == '.' || text_[end] == '\''))
      ++end;
    go_to(end);
  }

  void name() {
    std::size_t end = at_;
    while (end < text_.size() && in_name(text_[end])) ++end;
    const std::string_view found = text_.substr(at_, end - at_);
    if (found.size() <= 3 && found.ends_with('R') &&
        text_.substr(end).starts_with('"'))
      return raw_string(end);
    add(at_, found.size());
  }

  void raw_string(std::size_t quote) {  // R"x(...)x"
    tokens_.push_back({{}, line_});
    const auto open = text_.find('(', quote);
    if (open == text_.npos) return go_to(open);
    const std::string close =
        ")" + std::string(text_.substr(quote + 1, open - quote - 1)) + "\"";
    go_behind(close, open);
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  std::vector<Token> tokens_;
};

}  // namespace

std::optional<NameUse> first_use(std::string_view text,
                                 const std::vector<std::string>& names) {
  const std::vector<Token> tokens = Tokens(text).all();
  std::optional<NameUse> first;
  auto end = tokens.end();
  for (const std::string& name : names) {
    const std::vector<Token> wanted = Tokens(name).all();
    const auto found =
        std::ranges::search(tokens.begin(), end, wanted.begin(), wanted.end());
    if (found.empty()) continue;
    first = {name, found.begin()->line};
    end = found.begin();  // another name is looked for before it
  }
  return first;
}

}  // namespace course::judge
