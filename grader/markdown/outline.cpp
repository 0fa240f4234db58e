#include "markdown/outline.hpp"

#include <md4c.h>

#include <cctype>
#include <map>

namespace course::markdown {
namespace {

struct Reader {
  Outline outline;
  bool in_heading = false;
  std::map<std::string, int> anchors;  // how often each has been given
};

Reader& reader(void* data) { return *static_cast<Reader*>(data); }

int enter_block(MD_BLOCKTYPE type, void* detail, void* data) {
  if (type == MD_BLOCK_H) {
    reader(data).in_heading = true;
    reader(data).outline.headings.push_back(
        {static_cast<MD_BLOCK_H_DETAIL*>(detail)->level, "", ""});
  }
  return 0;
}

int leave_block(MD_BLOCKTYPE type, void*, void* data) {
  if (type == MD_BLOCK_H) {
    Reader& r = reader(data);
    r.in_heading = false;
    Heading& heading = r.outline.headings.back();
    heading.anchor = anchor(heading.text);
    if (const int before = r.anchors[heading.anchor]++; before > 0)
      heading.anchor += "-" + std::to_string(before);
  }
  return 0;
}

int enter_span(MD_SPANTYPE type, void* detail, void* data) {
  if (type == MD_SPAN_A) {
    const MD_ATTRIBUTE& to = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
    reader(data).outline.links.emplace_back(to.text, to.size);
  }
  if (type == MD_SPAN_IMG) {
    const MD_ATTRIBUTE& to = static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src;
    reader(data).outline.links.emplace_back(to.text, to.size);
  }
  return 0;
}

int leave_span(MD_SPANTYPE, void*, void*) { return 0; }

int text(MD_TEXTTYPE, const MD_CHAR* text, MD_SIZE size, void* data) {
  Reader& r = reader(data);
  if (r.in_heading) r.outline.headings.back().text.append(text, size);
  return 0;
}

}  // namespace

Outline outline(std::string_view markdown) {
  Reader r;
  MD_PARSER parser{};
  parser.flags = MD_DIALECT_GITHUB;
  parser.enter_block = enter_block;
  parser.leave_block = leave_block;
  parser.enter_span = enter_span;
  parser.leave_span = leave_span;
  parser.text = text;
  md_parse(markdown.data(), static_cast<MD_SIZE>(markdown.size()), &parser, &r);
  return r.outline;
}

std::string anchor(std::string_view heading) {
  std::string result;
  for (const char c : heading) {
    const auto u = static_cast<unsigned char>(c);
    if (c == ' ')
      result += '-';
    else if (std::isalnum(u) || c == '-' || c == '_' || u >= 0x80)
      result += static_cast<char>(std::tolower(u));
  }
  return result;
}

}  // namespace course::markdown
