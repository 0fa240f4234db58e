#include "markdown/terminal.hpp"

#include <md4c.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "markdown/outline.hpp"
#include "markdown/table.hpp"
#include "markdown/words.hpp"
#include "report/layout.hpp"

namespace course::markdown {
namespace {

// What stands in front of the lines of a block: a bullet once, a quote's bar
// always.
struct Margin {
  std::string first, next;
  bool used = false;
};

struct List {
  unsigned number = 0;  // of the next item; 0: bullets
  bool tight = true;    // no empty lines between the items
  bool begun = false;   // has an item
};

std::string_view language(const void* code_block) {
  const auto& lang = static_cast<const MD_BLOCK_CODE_DETAIL*>(code_block)->lang;
  return {lang.text, lang.size};
}

class Renderer {
 public:
  Renderer(const TerminalOptions& options, std::string_view anchor)
      : options_(options), anchor_(anchor), active_(anchor.empty()) {}

  int enter(MD_BLOCKTYPE, void* detail);
  int leave(MD_BLOCKTYPE, void* detail);
  int enter(MD_SPANTYPE, void* detail);
  int leave(MD_SPANTYPE);
  int text(MD_TEXTTYPE, std::string_view);
  std::string result() { return std::move(out_); }

 private:
  void code(std::string_view sequence) {
    if (options_.color) target().add_code(sequence);
  }
  Words& target() { return rows_.empty() ? words_ : rows_.back().back(); }
  void blank_line();
  void line(const std::string&);
  void paragraph();
  void end_heading(unsigned level);
  void end_code();
  void end_html();
  std::size_t room() const;

  const TerminalOptions& options_;
  const std::string_view anchor_;
  bool active_;           // inside the section that is asked for
  unsigned section_ = 0;  // its heading's level, once it has begun
  std::string out_;
  std::vector<Margin> margins_;
  std::vector<List> lists_;  // the open ones
  bool tight_ = false;       // no empty line before the next block
  Words words_;              // of the open paragraph
  std::string heading_;      // of the open heading
  std::string raw_;          // of the open code or HTML block
  bool in_code_ = false;     // in a block of it
  bool diagram_ = false;     // that a web page draws
  std::vector<Row> rows_;    // of the open table
};

std::size_t Renderer::room() const {
  std::size_t taken = 0;
  for (const Margin& m : margins_) taken += report::columns(m.next);
  return std::max<std::size_t>(options_.width - std::min(options_.width, taken),
                               20);
}

void Renderer::line(const std::string& text) {
  if (!active_) return;
  std::string whole;
  for (Margin& m : margins_) {
    whole += m.used ? m.next : m.first;
    m.used = true;
  }
  whole += text;
  whole.erase(whole.find_last_not_of(' ') + 1);
  out_ += whole + "\n";
}

void Renderer::blank_line() {
  if (!active_) return;
  if (std::exchange(tight_, false) || out_.empty()) return;
  // An item's bullet is not for the empty line above it.
  std::string bar;
  for (const Margin& m : margins_)
    if (m.used) bar += m.next;
  bar.erase(bar.find_last_not_of(' ') + 1);
  out_ += bar + "\n";
}

void Renderer::paragraph() {
  if (words_.empty()) return;
  blank_line();
  for (const Word& l : words_.lines(room())) line(l.text);
  words_.clear();
}

int Renderer::enter(MD_BLOCKTYPE type, void* detail) {
  switch (type) {
    case MD_BLOCK_QUOTE:
      blank_line();
      tight_ = true;
      margins_.push_back({"│ ", "│ "});
      break;
    case MD_BLOCK_UL:
      paragraph();  // a tight item's own text has no paragraph
      lists_.push_back(
          {0, static_cast<MD_BLOCK_UL_DETAIL*>(detail)->is_tight != 0});
      break;
    case MD_BLOCK_OL: {
      paragraph();
      const auto& list = *static_cast<MD_BLOCK_OL_DETAIL*>(detail);
      lists_.push_back({list.start, list.is_tight != 0});
      break;
    }
    case MD_BLOCK_LI: {
      List& list = lists_.back();
      const std::string mark =
          list.number == 0 ? "• " : std::to_string(list.number++) + ". ";
      // Neither between the items nor above a list in an item.
      if (list.tight && (list.begun || lists_.size() > 1)) tight_ = true;
      list.begun = true;
      blank_line();
      tight_ = true;
      margins_.push_back({mark, std::string(report::columns(mark), ' ')});
      break;
    }
    case MD_BLOCK_H:
      heading_.clear();
      break;
    case MD_BLOCK_TR:
      rows_.emplace_back();
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      rows_.back().emplace_back();
      if (type == MD_BLOCK_TH) code("\033[1m");
      break;
    case MD_BLOCK_HR:
      blank_line();
      line("* * *");
      break;
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
      paragraph();
      raw_.clear();
      in_code_ = type == MD_BLOCK_CODE;
      diagram_ = in_code_ && language(detail) == "mermaid";
      break;
    default:
      break;
  }
  return 0;
}

int Renderer::leave(MD_BLOCKTYPE type, void* detail) {
  switch (type) {
    case MD_BLOCK_P:
      paragraph();
      break;
    case MD_BLOCK_LI:
      paragraph();
      margins_.pop_back();
      break;
    case MD_BLOCK_QUOTE:
      margins_.pop_back();
      break;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      lists_.pop_back();
      break;
    case MD_BLOCK_H:
      end_heading(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
      break;
    case MD_BLOCK_CODE:
      in_code_ = false;
      end_code();
      break;
    case MD_BLOCK_HTML:
      end_html();
      break;
    case MD_BLOCK_TH:
      code("\033[0m");
      break;
    case MD_BLOCK_TABLE:
      blank_line();
      for (const std::string& l : table_lines(rows_, room())) line(l);
      rows_.clear();
      break;
    default:
      break;
  }
  return 0;
}

void Renderer::end_heading(unsigned level) {
  if (!anchor_.empty()) {
    if (section_ == 0 && anchor(heading_) == anchor_) {
      active_ = true;
      section_ = level;
    } else if (section_ != 0 && level <= section_) {
      active_ = false;
      section_ = 7;  // and does not begin again
    }
  }
  blank_line();
  const report::Paint paint(options_.color);
  for (const std::string& l : report::wrap(heading_, room()))
    line(options_.color ? "\033[1;36m" + l + "\033[0m" : l);
  if (level <= 2 && !options_.color) {
    std::string rule;
    for (std::size_t i = 0; i < std::min(report::columns(heading_), room());
         ++i)
      rule += level == 1 ? "═" : "─";
    line(rule);
  }
  words_.clear();
}

// Code is indented and otherwise left alone.
void Renderer::end_code() {
  blank_line();
  if (diagram_)
    return line("    (a diagram, drawn where this text is a web page)");
  std::size_t at = 0;
  while (at < raw_.size()) {
    const std::size_t end = std::min(raw_.find('\n', at), raw_.size());
    line("    " + raw_.substr(at, end - at));
    at = end + 1;
  }
}

// Tags and comments are left out; what a reader would open is marked.
void Renderer::end_html() {
  std::string shown;
  bool tag = false;
  for (const char c : raw_) {
    if (c == '<') tag = true;
    if (!tag && c != '\n') shown += c;
    if (c == '>') tag = false;
  }
  if (shown.empty()) return;
  blank_line();
  line("▸ " + shown);
}

int Renderer::enter(MD_SPANTYPE type, void*) {
  if (type == MD_SPAN_STRONG) code("\033[1m");
  if (type == MD_SPAN_EM) code("\033[3m");
  if (type == MD_SPAN_CODE) code("\033[33m");
  if (type == MD_SPAN_A) code("\033[4m");
  return 0;
}

int Renderer::leave(MD_SPANTYPE type) {
  if (type == MD_SPAN_STRONG || type == MD_SPAN_EM || type == MD_SPAN_CODE ||
      type == MD_SPAN_A)
    code("\033[0m");
  return 0;
}

int Renderer::text(MD_TEXTTYPE type, std::string_view text) {
  constexpr std::pair<std::string_view, std::string_view> entities[] = {
      {"&lt;", "<"},    {"&gt;", ">"},   {"&amp;", "&"},
      {"&quot;", "\""}, {"&nbsp;", " "},
  };
  heading_ += text;
  switch (type) {
    case MD_TEXT_HTML:
      raw_ += text;
      break;
    case MD_TEXT_CODE:
      if (in_code_)
        raw_ += text;
      else
        target().add(text);
      break;
    case MD_TEXT_BR:
      target().add_break();
      break;
    case MD_TEXT_SOFTBR:
      target().add(" ");
      break;
    case MD_TEXT_ENTITY:
      for (const auto& [entity, meant] : entities)
        if (text == entity) text = meant;
      target().add_unbroken(text);
      break;
    default:
      target().add(text);
      break;
  }
  return 0;
}

}  // namespace

std::string to_terminal(std::string_view markdown,
                        const TerminalOptions& options,
                        std::string_view anchor) {
  Renderer renderer(options, anchor);
  MD_PARSER parser{};
  parser.flags = MD_DIALECT_GITHUB;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* r) {
    return static_cast<Renderer*>(r)->enter(type, detail);
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* r) {
    return static_cast<Renderer*>(r)->leave(type, detail);
  };
  parser.enter_span = [](MD_SPANTYPE type, void* detail, void* r) {
    return static_cast<Renderer*>(r)->enter(type, detail);
  };
  parser.leave_span = [](MD_SPANTYPE type, void*, void* r) {
    return static_cast<Renderer*>(r)->leave(type);
  };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size,
                   void* r) {
    return static_cast<Renderer*>(r)->text(type, {text, size});
  };
  md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser,
           &renderer);
  return renderer.result();
}

}  // namespace course::markdown
