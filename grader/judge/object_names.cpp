#include "judge/object_names.hpp"

#include <cctype>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace course::judge {
namespace {

using protocol::ObjectKind;

bool identifier_char(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

// The identifier that ends right before position `end`, spaces skipped.
std::string identifier_before(const std::string& s, std::size_t end) {
  while (end > 0 && s[end - 1] == ' ') --end;
  std::size_t begin = end;
  while (begin > 0 && identifier_char(s[begin - 1])) --begin;
  return s.substr(begin, end - begin);
}

bool names_no_object(const std::string& word) {
  static const std::set<std::string> words{"lock",
                                           "unlock",
                                           "adopt_lock",
                                           "defer_lock",
                                           "try_to_lock",
                                           "wait",
                                           "notify_one",
                                           "notify_all",
                                           "acquire",
                                           "release",
                                           "true",
                                           "false",
                                           "this",
                                           "load",
                                           "store",
                                           "memory_order_acquire",
                                           "memory_order_release"};
  return word.empty() || words.count(word) ||
         std::isdigit(static_cast<unsigned char>(word[0]));
}

// "m_.lock()" names its object before the call.
std::string object_of_call(const std::string& line, std::size_t open) {
  const std::string method = identifier_before(line, open);
  std::size_t at = open;
  while (at > 0 && line[at - 1] == ' ') --at;
  at -= method.size();
  const bool arrow = at >= 2 && line.compare(at - 2, 2, "->") == 0;
  if (!arrow && (at == 0 || line[at - 1] != '.')) return {};
  return identifier_before(line, at - (arrow ? 2 : 1));
}

// The header of the standard library that a frame is in, without its folder.
bool is_in(const protocol::Frame& f, std::string_view header) {
  return std::string_view(f.file)
      .substr(f.file.rfind('/') + 1)
      .starts_with(header);
}

// The frame of the submission whose own call this is; null in a callback of the
// scenario and, for an atomic, inside of anything but std::atomic: the counter
// of a shared_ptr has no name. A barrier or latch has several, and is called
// after the one at which threads wait.
const protocol::Frame* frame_of_call(const protocol::Step& s, ObjectKind kind) {
  for (const auto& f : s.stack) {
    if (f.owner == protocol::Owner::submission)
      return f.line == 0 ? nullptr : &f;
    if (f.owner == protocol::Owner::scenario) return nullptr;
    const bool waits = s.operation == protocol::Operation::futex_wait ||
                       s.operation == protocol::Operation::futex_wake;
    if (kind == ObjectKind::atomic && !is_in(f, "atomic") &&
        !(waits && (is_in(f, "barrier") || is_in(f, "latch"))))
      return nullptr;
  }
  return nullptr;
}

using Words = std::set<std::string>;

// The words of a line, comments left out, each with where it begins.
std::vector<std::pair<std::string, std::size_t>> words_of(
    const std::string& line) {
  std::vector<std::pair<std::string, std::size_t>> words;
  for (std::size_t at = 0; at < line.size();) {
    if (line.compare(at, 2, "//") == 0) break;
    if (!identifier_char(line[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < line.size() && identifier_char(line[at])) ++at;
    words.emplace_back(line.substr(begin, at - begin), begin);
  }
  return words;
}

// What one of these member functions is called on: "ready" of
// "while (full) ready.wait(lock);".
Words called_on(const std::string& line, const Words& methods) {
  Words found;
  for (const auto& [word, begin] : words_of(line))
    if (methods.count(word) && begin > 0 &&
        (line[begin - 1] == '.' || line[begin - 1] == '>'))
      found.insert(
          identifier_before(line, begin - (line[begin - 1] == '>' ? 2 : 1)));
  return found;
}

std::string only_name(const Words& words) {
  return words.size() == 1 && !names_no_object(*words.begin()) ? *words.begin()
                                                               : std::string();
}

const Words waits_and_notifies{"wait", "wait_for", "wait_until", "notify_one",
                               "notify_all"};

Words members_on_line(const std::string& line) {
  Words members;
  for (const auto& [word, unused] : words_of(line))
    if (word.back() == '_') members.insert(word);
  return members;
}

// The object of an operation on an atomic: what a member function of
// std::atomic is called on, else the only word that ends in an underscore, or
// that waits are called on, those of a barrier or latch too.
std::string atomic_on_line(const std::string& line) {
  static const Words methods{"load",
                             "store",
                             "exchange",
                             "compare_exchange_weak",
                             "compare_exchange_strong",
                             "fetch_add",
                             "fetch_sub",
                             "fetch_and",
                             "fetch_or",
                             "fetch_xor"};
  const Words found = called_on(line, methods);
  if (!found.empty()) return only_name(found);
  // "changed_.wait(lock, [&] { return open_; })" is about either of the two.
  Words names = members_on_line(line);
  names.merge(called_on(line, waits_and_notifies));
  names.merge(called_on(
      line, {"arrive_and_wait", "arrive_and_drop", "arrive", "count_down"}));
  return only_name(names);
}

// The member that all arguments of the call on this line end in: "m_" of
// "std::scoped_lock g(from.m_, to.m_);"; empty if they differ or there is none.
std::string member_on_line(const std::string& line) {
  const std::size_t open = line.find_first_of("({");
  if (open == std::string::npos) return {};
  const std::string called_on = object_of_call(line, open);
  if (!called_on.empty())
    return names_no_object(called_on) ? std::string() : called_on;
  const std::size_t close = line.find_first_of(")}", open);
  if (close == std::string::npos) return {};
  std::set<std::string> members;
  for (std::size_t at = open + 1; at <= close; ++at)
    if (at == close || line[at] == ',') {
      const std::string word = identifier_before(line, at);
      if (!names_no_object(word)) members.insert(word);
    }
  return members.size() == 1 ? *members.begin() : std::string();
}

// What one of these is called on, whatever else stands on the line.
std::string object_of(const Words& methods, const std::string& line) {
  const std::string name = only_name(called_on(line, methods));
  return name.empty() ? member_on_line(line) : name;
}

// "ends" of "pipe(ends)". Lines that read or write know a number only.
std::string pipe_on_line(const std::string& line) {
  for (const auto& [word, begin] : words_of(line)) {
    const std::size_t open = begin + word.size();
    if ((word != "pipe" && word != "pipe2") || line[open] != '(') continue;
    const std::size_t end = line.find_first_of(",)", open);
    if (end != std::string::npos) return identifier_before(line, end);
  }
  return {};
}

}  // namespace

std::string object_on_line(const std::string& line, ObjectKind kind) {
  switch (kind) {
    case ObjectKind::atomic:
      return atomic_on_line(line);
    case ObjectKind::condition:
      return object_of(waits_and_notifies, line);
    case ObjectKind::semaphore:
      return object_of({"acquire", "release", "try_acquire", "try_acquire_for",
                        "try_acquire_until"},
                       line);
    case ObjectKind::pipe:
      return pipe_on_line(line);
    default:
      return member_on_line(line);
  }
}

void name_objects(protocol::Trace& trace, const LineText& text) {
  std::map<std::uint32_t, std::string> members;
  for (const auto& step : trace.steps) {
    const protocol::Object* o = trace.object(step.object);
    if (!o || o->kind == ObjectKind::once || o->kind == ObjectKind::children ||
        !members[o->id].empty())
      continue;
    const protocol::Frame* f = frame_of_call(step, o->kind);
    if (f == nullptr) continue;
    std::string call = text(f->file, f->line);
    // A call that goes on in the next line.
    if (call.find_first_of("({") != std::string::npos &&
        call.find_first_of(")}") == std::string::npos)
      call += text(f->file, f->line + 1);
    members[o->id] = object_on_line(call, o->kind);
  }
  std::map<std::string, int> uses;
  for (auto& o : trace.objects) {
    if (o.kind == ObjectKind::task) {
      // Objects of tasks come in order of creation, the scenario's own first.
      const int n = uses["task"]++;
      const protocol::TaskSummary* task = trace.task(n + 1);
      o.name = task != nullptr ? task->name
               : n == 0        ? "main"
                               : "thread " + std::to_string(n);
      continue;
    }
    if (o.kind == ObjectKind::process) {  // the first is the scenario's
      o.name = "process " + std::to_string(2 + uses["process"]++);
      continue;
    }
    const std::string& member = members[o.id];
    if (!o.name.empty())
      o.name = member.empty() ? o.name + "'s " + std::string(name(o.kind))
                              : o.name + "." + member;
    else
      o.name = member.empty() ? std::string(name(o.kind)) : member;
    ++uses[o.name];
  }
  std::map<std::string, int> numbers;
  for (auto& o : trace.objects) {
    if (o.kind == ObjectKind::task || o.kind == ObjectKind::process) continue;
    const std::string base = o.name;
    if (uses[base] > 1) o.name = base + " " + std::to_string(++numbers[base]);
  }
}

}  // namespace course::judge
