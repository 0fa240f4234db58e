#include "judge/memory_names.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace course::judge {
namespace {

using Words = std::set<std::string>;

bool is_plain(const protocol::Step& s) {
  return s.operation == protocol::Operation::read ||
         s.operation == protocol::Operation::write;
}

// The words of a line that look like a member: they end in an underscore, or
// stand behind a '.' or "->". Only statements read an index; what the library
// touches is the element.
Words member_words(const std::string& line, bool in_library) {
  Words words;
  int brackets = 0;
  for (std::size_t at = 0; at < line.size();) {
    if (line.compare(at, 2, "//") == 0) break;
    brackets += (line[at] == '[') - (line[at] == ']');
    if (!std::isalpha(static_cast<unsigned char>(line[at])) &&
        line[at] != '_') {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (
        at < line.size() &&
        (std::isalnum(static_cast<unsigned char>(line[at])) || line[at] == '_'))
      ++at;
    const std::string word = line.substr(begin, at - begin);
    const bool behind_dot =
        begin > 0 && (line[begin - 1] == '.' || line[begin - 1] == '>');
    const bool called = at < line.size() && line[at] == '(';
    if (in_library && brackets > 0) continue;
    if (word.back() == '_' || (behind_dot && !called)) words.insert(word);
  }
  return words;
}

// The frame of the submission that the step is part of, also inside a
// container; null in a callback of the scenario, whose line says nothing about
// the memory.
const protocol::Frame* frame_in_submission(const protocol::Step& s) {
  for (const auto& f : s.stack) {
    if (f.owner == protocol::Owner::submission)
      return f.line == 0 ? nullptr : &f;
    if (f.owner == protocol::Owner::scenario) return nullptr;
  }
  return nullptr;
}

// The classes that a file declares up to that line, without their scopes.
Words declared_classes(const LineText& text, const std::string& file,
                       int last_line) {
  Words classes;
  for (int n = 1; n <= last_line; ++n) {
    const std::string line = text(file, n);
    for (const std::string key : {"class ", "struct "})
      for (std::size_t at = line.find(key); at != std::string::npos;
           at = line.find(key, at + 1)) {
        std::size_t end = at + key.size();
        while (end < line.size() &&
               (std::isalnum(static_cast<unsigned char>(line[end])) ||
                line[end] == '_'))
          ++end;
        classes.insert(line.substr(at + key.size(), end - at - key.size()));
      }
  }
  return classes;
}

// Of "course::Account::Account", or of "Account" where it is inlined: a
// constructor's line is about all members at once.
bool in_constructor(const protocol::Step& s, const Words& classes) {
  for (const auto& f : s.stack) {
    if (f.owner == protocol::Owner::library) continue;
    const std::size_t last = f.function.rfind("::");
    if (last == std::string::npos)
      return f.owner == protocol::Owner::submission && !f.function.empty() &&
             (f.function.front() == '~' ||
              classes.contains(f.function.substr(0, f.function.find('<'))));
    const std::string name = f.function.substr(last + 2);
    std::string scope = f.function.substr(0, last);
    scope.erase(std::min(scope.find('<'), scope.size()));
    return scope.substr(scope.rfind(':') + 1) == name || name.front() == '~';
  }
  return false;
}

// The check of the memory that a free is about to give back is no access of the
// program's.
bool belongs_to_free(const protocol::Trace& trace, std::size_t at) {
  if (at + 1 >= trace.steps.size()) return false;
  const protocol::Step &s = trace.steps[at], &next = trace.steps[at + 1];
  return next.operation == protocol::Operation::free && next.task == s.task &&
         next.address == s.address && next.size == s.size;
}

std::string region_of(const protocol::Trace& trace, std::uint64_t address) {
  const protocol::Region* best = nullptr;
  for (const auto& r : trace.regions)
    if (address - r.address < r.size && (!best || r.size < best->size))
      best = &r;
  return best ? best->name : std::string();
}

}  // namespace

void name_memory(protocol::Trace& trace, const LineText& text) {
  // By address: the words that stand on all lines touching it. The lines whose
  // statements do it themselves know better than those of calls into the
  // library, constructors least.
  enum Rank { constructor, library, statement };
  struct Candidate {
    Words words;
    Words sure;  // of lines with one such word
    int rank = -1;
  };
  std::map<std::string, int> last_line;  // by file
  for (const protocol::Step& s : trace.steps)
    if (const protocol::Frame* f = frame_in_submission(s))
      last_line[f->file] = std::max(last_line[f->file], f->line);
  Words classes;
  for (const auto& [file, line] : last_line)
    classes.merge(declared_classes(text, file, line));
  std::map<std::uint64_t, Candidate> candidates;
  for (std::size_t i = 0; i < trace.steps.size(); ++i) {
    const protocol::Step& s = trace.steps[i];
    if (!is_plain(s) || belongs_to_free(trace, i)) continue;
    Candidate& known = candidates[s.address];
    const protocol::Frame* f = frame_in_submission(s);
    // "class Account {" and "return e;" say nothing about members.
    if (f == nullptr) continue;
    const bool in_library = &s.stack.front() != f;
    const Words words = member_words(text(f->file, f->line), in_library);
    if (words.empty()) continue;
    const int rank = in_constructor(s, classes) ? constructor
                     : in_library               ? library
                                                : statement;
    if (rank < known.rank) continue;
    const bool better = rank > known.rank;
    if (better) known = {words, {}, rank};
    if (words.size() == 1) known.sure.insert(*words.begin());
    if (better) continue;
    Words both;
    std::set_intersection(known.words.begin(), known.words.end(), words.begin(),
                          words.end(), std::inserter(both, both.begin()));
    known.words = std::move(both);
  }
  std::uint32_t next = 0;
  for (const auto& o : trace.objects) next = std::max(next, o.id);
  std::map<std::uint64_t, std::uint32_t> objects;
  for (const auto& [address, candidate] : candidates) {
    const Words& words =
        candidate.words.empty() ? candidate.sure : candidate.words;
    std::string name = region_of(trace, address);
    if (words.size() == 1) name += (name.empty() ? "" : ".") + *words.begin();
    if (name.empty()) continue;
    objects[address] = ++next;
    trace.objects.push_back({next, protocol::ObjectKind::memory, name});
  }
  for (auto& s : trace.steps) {
    if (!is_plain(s)) continue;
    const auto o = objects.find(s.address);
    if (o != objects.end()) s.object = o->second;
  }
}

}  // namespace course::judge
