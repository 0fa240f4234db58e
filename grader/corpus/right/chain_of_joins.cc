// expect: pass
// Each stage edits the same plain text without a lock; it owns the thread of
// the stage before it and joins that first, so the edits form a chain.
#include <cstdio>
#include <string>
#include <thread>
#include <utility>

class Manuscript {
 public:
  std::thread Then(std::thread before, char mark) {
    return std::thread([this, mark, earlier = std::move(before)]() mutable {
      if (earlier.joinable()) earlier.join();
      text_.push_back(mark);
    });
  }

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

int main() {
  Manuscript manuscript;
  std::thread draft = manuscript.Then(std::thread(), 'd');
  std::thread review = manuscript.Then(std::move(draft), 'r');
  std::thread proof = manuscript.Then(std::move(review), 'p');
  proof.join();
  std::printf("%s\n", manuscript.text().c_str());
  return manuscript.text() == "drp" ? 0 : 1;
}
