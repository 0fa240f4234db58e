// output: always the same
// Two readers and two writers want a lock again and again, and four rules who
// may go in. No thread runs here: the time is counted.
#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <vector>

enum Rule { readers_first, writers_first, queue, phases };

struct Client {
  bool writer;
  int hold, rest;     // ms
  int wants_at;       // ms, of the first time
  int inside = 0;     // ms that it is still inside
  bool next = false;  // phases: was waiting when a writer left
  int overtaken = 0;  // by later ones, in this wait
  int most = 0;       // in any wait
  std::string line = "";
};

void draw(const char* name, Rule rule) {
  std::array<Client, 4> all = {
      {{false, 3, 1, 0}, {false, 3, 1, 2}, {true, 3, 1, 1}, {true, 3, 1, 3}}};
  std::vector<Client*> waiting;  // in the order in which they came

  auto inside = [&](bool writer) {
    return std::count_if(all.begin(), all.end(), [&](const Client& c) {
      return c.inside > 0 && c.writer == writer;
    });
  };
  auto may = [&](const Client& c) {
    if (inside(true) || (c.writer && inside(false))) return false;
    const bool writer_waits =
        std::any_of(waiting.begin(), waiting.end(),
                    [](const Client* w) { return w->writer; });
    if (rule == queue) return waiting[0] == &c;
    if (rule == writers_first) return c.writer || !writer_waits;
    if (rule == phases && !c.writer) return c.next || !writer_waits;
    return true;
  };

  for (int ms = 0; ms < 48; ++ms) {
    for (Client& c : all) {
      if (c.inside > 0 && --c.inside == 0) {
        c.wants_at = ms + c.rest;
        if (c.writer)
          for (Client* w : waiting) w->next = !w->writer;
      }
    }
    for (Client& c : all)
      if (c.wants_at == ms) waiting.push_back(&c);
    for (std::size_t i = 0; i < waiting.size(); ++i) {
      Client& c = *waiting[i];
      if (!may(c)) continue;
      for (std::size_t k = 0; k < i; ++k) ++waiting[k]->overtaken;
      c.most = std::max(c.most, c.overtaken);
      c.overtaken = 0;
      c.next = false;
      c.inside = c.hold;
      waiting.erase(waiting.begin() + i);
      i = -1;  // who may go in now?
    }
    for (Client& c : all)
      c.line += c.inside > 0                                         ? '#'
                : std::count(waiting.begin(), waiting.end(), &c) > 0 ? 'w'
                                                                     : '.';
  }
  std::printf("%s\n", name);
  for (Client& c : all)
    std::printf("  %s  %s  overtaken %d\n", c.writer ? "writer" : "reader",
                c.line.c_str(), std::max(c.most, c.overtaken));
}

int main() {
  draw("readers first", readers_first);
  draw("writers first", writers_first);
  draw("a queue", queue);
  draw("phases", phases);
}
