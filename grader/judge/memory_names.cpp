#include "judge/memory_names.hpp"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

namespace course::judge {
namespace {

using Words = std::set<std::string>;

bool is_plain(const protocol::Step& s) {
  return s.operation == protocol::Operation::read || s.operation == protocol::Operation::write;
}

// The words of a line that look like a member: they end in an underscore, or stand behind a '.' or "->".
Words member_words(const std::string& line) {
  Words words;
  for (std::size_t at = 0; at < line.size();) {
    if (line.compare(at, 2, "//") == 0) break;
    if (!std::isalpha(static_cast<unsigned char>(line[at])) && line[at] != '_') {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < line.size() && (std::isalnum(static_cast<unsigned char>(line[at])) || line[at] == '_')) ++at;
    const std::string word = line.substr(begin, at - begin);
    const bool behind_dot = begin > 0 && (line[begin - 1] == '.' || line[begin - 1] == '>');
    const bool called = at < line.size() && line[at] == '(';
    if (word.back() == '_' || (behind_dot && !called)) words.insert(word);
  }
  return words;
}

int line_in_submission(const protocol::Step& s) {
  for (const auto& f : s.stack)
    if (f.owner == protocol::Owner::submission) return f.line;
  return 0;
}

std::string region_of(const protocol::Trace& trace, std::uint64_t address) {
  const protocol::Region* best = nullptr;
  for (const auto& r : trace.regions)
    if (address - r.address < r.size && (!best || r.size < best->size)) best = &r;
  return best ? best->name : std::string();
}

}  // namespace

void name_memory(protocol::Trace& trace, const LineText& text) {
  std::map<std::uint64_t, Words> candidates;  // by address
  for (const auto& s : trace.steps) {
    const int line = is_plain(s) ? line_in_submission(s) : 0;
    if (line == 0) continue;
    const Words words = member_words(text(line));
    const auto [known, fresh] = candidates.try_emplace(s.address, words);
    if (fresh) continue;
    Words both;
    std::set_intersection(known->second.begin(), known->second.end(), words.begin(), words.end(),
                          std::inserter(both, both.begin()));
    known->second = std::move(both);
  }
  std::uint32_t next = 0;
  for (const auto& o : trace.objects) next = std::max(next, o.id);
  std::map<std::uint64_t, std::uint32_t> objects;
  for (const auto& [address, words] : candidates) {
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
