// expect: crash
// Import returns early when the parser has already rejected the file, and the
// destructor of the still joinable thread terminates the program.
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <utility>

class Importer {
 public:
  explicit Importer(std::string text) : text_(std::move(text)) {}

  bool Import() {
    std::thread parser([this] { Parse(); });
    if (rejected_.load()) return false;
    std::puts("parsing");
    parser.join();
    return !rejected_.load();
  }

 private:
  void Parse() {
    if (text_.find('\t') != std::string::npos) rejected_.store(true);
  }

  const std::string text_;
  std::atomic<bool> rejected_{false};
};

int main() {
  Importer importer("name\tprice");
  std::puts(importer.Import() ? "imported" : "rejected");
  return 0;
}
