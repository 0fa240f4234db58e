// g++ prints, for one diagnostic, in this order:
//
//   In file included from ./account.hpp:1,          <- only when it changes
//   /usr/include/.../std_thread.h: In instantiation of '...':
//   /usr/include/.../std_thread.h:142:29:   required from '...'
//   ./account.hpp:6:27:   required from here        <- what a student needs
//   /usr/include/.../std_thread.h:129:72: error: static assertion failed: ...
//   /usr/include/.../std_thread.h:129:72: note: '...' evaluates to false
//
// So what stands before a located message leads to it, and notes belong to the
// error before them. Where the context does not change it is not said again:
// it holds until the next line with ": In " or ": At ". The JSON form of g++ 12
// is no substitute: it leaves out the "required from" lines.
#include "sandbox/diagnostics.hpp"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <optional>

namespace course::sandbox {
namespace {

using protocol::Diagnostic;

struct Place {
  std::string_view file;
  int line = 0, column = 0;
};

// An error or a warning with everything that g++ says around it.
struct Message {
  Place place;
  std::string_view severity, text;
  std::string_view advice;            // of the first note that gives some
  std::vector<Place> instantiations;  // innermost first
  std::vector<Place> notes;
  std::vector<Place> includes;  // innermost first
  bool signature = false;       // comes from a COURSE_SIGNATURE
};

bool cut_number(std::string_view& text, int& number) {
  const auto read =
      std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
  return true;
}

bool cut(std::string_view& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  return true;
}

// Takes "FILE:LINE" or "FILE:LINE:COLUMN" off the front.
std::optional<Place> cut_place(std::string_view& text) {
  for (std::size_t at = text.find(':'); at != std::string_view::npos;
       at = text.find(':', at + 1)) {
    Place place{text.substr(0, at), 0, 0};
    std::string_view rest = text.substr(at + 1);
    if (place.file.empty() || !cut_number(rest, place.line)) continue;
    std::string_view column = rest;
    if (cut(column, ":") && cut_number(column, place.column)) rest = column;
    text = rest;
    return place;
  }
  return std::nullopt;
}

std::string_view cut_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

// "FILE: In instantiation of ...", "FILE: At global scope:".
bool starts_context(std::string_view line) {
  line.remove_prefix(std::min(line.find(':'), line.size()));
  return line.starts_with(": In ") || line.starts_with(": At ");
}

// Notes that tell what to do. The others say where something was declared.
bool gives_advice(std::string_view note) {
  return note.starts_with("(perhaps") || note.starts_with("candidate is:") ||
         note.starts_with("did you forget") ||
         note.find("; did you ") != std::string_view::npos ||
         note.find("is defined in header") != std::string_view::npos;
}

std::vector<Message> read_messages(std::string_view output) {
  std::vector<Message> messages;
  Message next;                // collects what leads to it
  bool context_ended = false;  // the next one replaces it
  while (!output.empty()) {
    std::string_view line = cut_line(output);
    const bool first = cut(line, "In file included from ");
    if (first || cut(line, "                 from ")) {
      if (first) next.includes.clear();
      if (const auto place = cut_place(line)) next.includes.push_back(*place);
      continue;
    }
    if (starts_context(line)) {
      next.instantiations.clear();
      continue;
    }
    const auto place = cut_place(line);
    if (!place) continue;
    if (cut(line, ":   ")) {  // "required from", "in 'constexpr' expansion of"
      if (context_ended) next.instantiations.clear();
      context_ended = false;
      next.instantiations.push_back(*place);
      continue;
    }
    const bool note = cut(line, ": note: "), warning = cut(line, ": warning: ");
    if (!note && !warning && !cut(line, ": error: ") &&
        !cut(line, ": fatal error: ") &&
        !cut(line, ": internal compiler error: ") &&
        !cut(line, ": sorry, unimplemented: "))
      continue;
    if (!note) {
      next.place = *place;
      next.severity = warning ? "warning" : "error";
      next.text = line;
      messages.push_back(next);
    } else if (!messages.empty()) {
      messages.back().notes.push_back(*place);
      if (messages.back().advice.empty() && gives_advice(line))
        messages.back().advice = line;
      if (line.find("macro 'COURSE_SIGNATURE'") != std::string_view::npos)
        messages.back().signature = true;
    }
    next.includes.clear();
    context_ended = true;
  }
  return messages;
}

std::string_view line_of(std::string_view text, int line) {
  for (; line > 1 && !text.empty(); --line) cut_line(text);
  return line == 1 ? cut_line(text) : std::string_view{};
}

std::string base_name(std::string_view file) {
  return std::filesystem::path(file).filename().string();
}

class Reader {
 public:
  explicit Reader(const DiagnosticSources& sources) : sources_(sources) {}

  std::vector<Diagnostic> read(std::string_view output) {
    std::vector<Message> messages = read_messages(output);
    for (Message& m : messages)
      m.signature |= base_name(m.place.file) == sources_.scenarios &&
                     m.text.starts_with("static assertion failed: ");
    const bool echoes = std::ranges::any_of(messages, &Message::signature);
    for (const Message& m : messages) {
      if (m.signature)
        add_signature(m);
      else if (!echoes || !led_by_scenarios(m))
        add(m);
    }
    std::ranges::stable_sort(found_, {}, &Found::rank);
    std::vector<Diagnostic> sorted;
    const bool errors = !found_.empty() && found_[0].rank < warning;
    for (Found& f : found_)
      if (f.rank < warning || (!errors && f.diagnostic.in_submission))
        sorted.push_back(std::move(f.diagnostic));
    if (sorted.size() > most_diagnostics) sorted.resize(most_diagnostics);
    return sorted;
  }

 private:
  // What the course says comes before what templates say about the same; only
  // what is wrong in the submission's own text may be the reason for it.
  enum Rank { own_text, signature, moved_here, elsewhere, warning };
  struct Found {
    Rank rank;
    Diagnostic diagnostic;
  };

  bool in_submission(const Place& p) const {
    return p.file == "./" + sources_.header || p.file == sources_.header;
  }

  // Said about the scenarios' own code, not about what the submission holds.
  bool led_by_scenarios(const Message& m) const {
    if (in_submission(m.place)) return false;
    for (const Place& p : m.instantiations)
      if (in_submission(p)) return false;
    return true;
  }

  const Place* line_that_led_to(const Message& m) const {
    for (const auto* places : {&m.instantiations, &m.notes, &m.includes})
      for (const Place& p : *places)
        if (in_submission(p)) return &p;
    return nullptr;
  }

  void add(const Message& m) {
    Diagnostic d;
    d.severity = m.severity;
    std::string_view text = m.text;
    cut(text, "static assertion failed: ");
    d.message = text;
    const Place* place =
        in_submission(m.place) ? &m.place : line_that_led_to(m);
    d.in_submission = place != nullptr;
    const bool moved = place != nullptr && place != &m.place;
    if (place == nullptr) place = &m.place;
    d.file = base_name(place->file);
    d.line = place->line;
    d.column = place->column;
    if (!m.advice.empty()) d.message += "; " + std::string(m.advice);
    if (d.in_submission) d.source = line_of(sources_.submission, d.line);
    // One use of a template fails at many places of the library; the first
    // one says why.
    for (const auto& [unused, other] : found_)
      if (other.file == d.file && other.line == d.line &&
          other.severity == d.severity && (moved || other.message == d.message))
        return;
    const Rank rank = d.severity == "warning"              ? warning
                      : !d.in_submission                   ? elsewhere
                      : moved || !m.instantiations.empty() ? moved_here
                                                           : own_text;
    found_.push_back({rank, std::move(d)});
  }

  void add_signature(const Message& m) {
    std::string_view text = m.text;
    const bool sentence = cut(text, "static assertion failed: ");
    // What follows when the name in question does not exist at all.
    if (!sentence && text.starts_with("could not convert")) return;
    for (const auto& [unused, other] : found_)
      if (other.message == text) return;
    found_.push_back({signature,
                      {.file = sources_.header,
                       .severity = "error",
                       .message = std::string(text),
                       .source = {},
                       .in_submission = true}});
  }

  const DiagnosticSources& sources_;
  std::vector<Found> found_;
};

}  // namespace

std::vector<Diagnostic> read_diagnostics(std::string_view output,
                                         const DiagnosticSources& sources) {
  return Reader(sources).read(output);
}

std::vector<Diagnostic> read_link_errors(std::string_view output,
                                         const DiagnosticSources& sources) {
  std::vector<Diagnostic> found;
  const auto add = [&](std::string message) {
    for (const Diagnostic& other : found)
      if (other.message == message) return;
    if (found.size() < most_diagnostics)
      found.push_back({.file = sources.header,
                       .severity = "error",
                       .message = std::move(message),
                       .source = {},
                       .in_submission = true});
  };
  // In quotes. bfd and gold quote the name too, mold and lld end with it.
  const auto name = [](std::string_view line) {
    const std::size_t open = line.find_first_of("`'");
    const std::size_t close = line.rfind('\'');
    const bool quoted = open != std::string_view::npos && close > open + 1;
    const std::size_t colon = line.rfind(": ");  // not the "::" of a name
    if (quoted)
      line = line.substr(open + 1, close - open - 1);
    else if (colon != std::string_view::npos)
      line.remove_prefix(colon + 2);
    std::string text(1, '\'');
    text += line;
    text += '\'';
    return text;
  };
  while (!output.empty()) {
    const std::string_view line = cut_line(output);
    const auto says = [line](std::string_view text) {
      return line.find(text) != std::string_view::npos;
    };
    if (says("undefined symbol: ") || says("undefined reference to "))
      add(name(line) + " is declared and used but never defined");
    if (says("duplicate symbol: ") || says("multiple definition of "))
      add(name(line) + " is defined by the course already");
  }
  return found;
}

}  // namespace course::sandbox
