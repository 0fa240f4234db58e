// output: differs from run to run
// The words of a text are counted in three steps: read, split, count. In turn,
// by threads with queues between them, and by processes with pipes.
#include <sys/wait.h>
#include <unistd.h>

#include <cctype>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

using Lines = std::function<void(std::string)>;
using Words = std::vector<std::string>;
using Counts = std::map<std::string, int>;

// region steps
void read_lines(const std::string& text, const Lines& out) {
  std::size_t begin = 0;
  for (std::size_t end; (end = text.find('\n', begin)) != text.npos;) {
    out(text.substr(begin, end - begin));
    begin = end + 1;
  }
}

Words split(const std::string& line) {
  Words words(1);
  for (const unsigned char c : line)
    if (std::isalpha(c))
      words.back() += static_cast<char>(std::tolower(c));
    else if (!words.back().empty())
      words.emplace_back();
  if (words.back().empty()) words.pop_back();
  return words;
}

void count(Counts& counts, const Words& words) {
  for (const std::string& word : words) ++counts[word];
}
// endregion steps

template <class T>
class Queue {
 public:
  void put(T item) {
    std::unique_lock lock(m_);
    changed_.wait(lock, [this] { return items_.size() < 64; });
    items_.push_back(std::move(item));
    changed_.notify_all();
  }
  void close() {
    std::lock_guard lock(m_);
    closed_ = true;
    changed_.notify_all();
  }
  std::optional<T> take() {
    std::unique_lock lock(m_);
    changed_.wait(lock, [this] { return closed_ || !items_.empty(); });
    if (items_.empty()) return std::nullopt;
    T item = std::move(items_.front());
    items_.pop_front();
    changed_.notify_all();
    return item;
  }

 private:
  std::mutex m_;
  std::condition_variable changed_;
  std::deque<T> items_;
  bool closed_ = false;
};

Counts in_turn(const std::string& text) {
  Counts counts;
  read_lines(text, [&](std::string line) { count(counts, split(line)); });
  return counts;
}

// An item of the second queue is all words of a line, or one word.
Counts by_threads(const std::string& text, bool a_word_at_a_time) {
  Queue<std::string> lines;
  Queue<Words> words;
  std::thread reader([&] {
    read_lines(text, [&](std::string line) { lines.put(std::move(line)); });
    lines.close();
  });
  std::thread splitter([&] {
    while (const auto line = lines.take()) {
      if (!a_word_at_a_time)
        words.put(split(*line));
      else
        for (std::string& word : split(*line)) words.put({std::move(word)});
    }
    words.close();
  });
  Counts counts;
  while (const auto some = words.take()) count(counts, *some);
  reader.join();
  splitter.join();
  return counts;
}

// Empty at the end: nobody sends an empty line.
std::string next_line(FILE* in) {
  std::string line;
  for (int c; (c = std::getc(in)) != EOF && c != '\n';)
    line += static_cast<char>(c);
  return line;
}

Counts by_processes(const std::string& text) {
  int lines[2], words[2];
  must(pipe(lines) == 0, "pipe");
  const pid_t reader = fork();
  must(reader >= 0, "fork");
  if (reader == 0) {
    close(lines[0]);
    FILE* const out = fdopen(lines[1], "w");
    read_lines(text, [&](const std::string& line) {
      std::fprintf(out, "%s\n", line.c_str());
    });
    _exit(std::fclose(out) == 0 ? 0 : 1);
  }
  close(lines[1]);
  must(pipe(words) == 0, "pipe");
  const pid_t splitter = fork();
  must(splitter >= 0, "fork");
  if (splitter == 0) {
    close(words[0]);
    FILE* const in = fdopen(lines[0], "r");
    FILE* const out = fdopen(words[1], "w");
    for (std::string line; !(line = next_line(in)).empty();)
      for (const std::string& word : split(line))
        std::fprintf(out, "%s\n", word.c_str());
    _exit(std::fclose(out) == 0 ? 0 : 1);
  }
  close(lines[0]);
  close(words[1]);
  Counts counts;
  FILE* const in = fdopen(words[0], "r");
  for (std::string word; !(word = next_line(in)).empty();) ++counts[word];
  std::fclose(in);
  must(waitpid(reader, nullptr, 0) == reader, "waitpid");
  must(waitpid(splitter, nullptr, 0) == splitter, "waitpid");
  return counts;
}

std::string some_text() {
  const Words some = split(
      "A pipeline divides work by step The pieces travel and everybody does "
      "something else to each of them so the slowest step decides");
  std::string text;
  unsigned random = 1;
  for (int line = 0; line < 50'000; ++line) {
    for (int word = 0; word < 12; ++word) {
      random = random * 1'664'525 + 1'013'904'223;
      text += some[(random >> 16) % some.size()] + (word < 11 ? " " : ".\n");
    }
  }
  return text;
}

int main() {
  const std::string text = some_text();
  const auto measure = [&](const char* how, auto work) {
    const auto begin = std::chrono::steady_clock::now();
    const Counts counts = work();
    const std::chrono::duration<double, std::milli> took =
        std::chrono::steady_clock::now() - begin;
    int all = 0;
    for (const auto& [word, n] : counts) all += n;
    std::printf("%-22s %5.0f ms, %d words\n", how, took.count(), all);
    std::fflush(stdout);
  };
  measure("in turn", [&] { return in_turn(text); });
  measure("threads, word by word", [&] { return by_threads(text, true); });
  measure("threads, line by line", [&] { return by_threads(text, false); });
  measure("processes and pipes", [&] { return by_processes(text); });
}
