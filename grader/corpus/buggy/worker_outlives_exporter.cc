// expect: lifetime
// Start detaches a worker that uses the exporter, and main destroys the
// exporter without waiting; the worker then reads freed rows.
#include <cstdio>
#include <memory>
#include <numeric>
#include <semaphore>
#include <thread>
#include <utility>
#include <vector>

std::binary_semaphore exported{0};

class Exporter {
 public:
  explicit Exporter(std::vector<int> rows) : rows_(std::move(rows)) {}

  void Start() {
    std::thread worker([this] {
      Export();
      exported.release();
    });
    worker.detach();
  }

 private:
  void Export() const {
    const int sum = std::accumulate(rows_.begin(), rows_.end(), 0);
    std::printf("exported %d\n", sum);
  }

  const std::vector<int> rows_;
};

int main() {
  auto exporter = std::make_unique<Exporter>(std::vector<int>{3, 4, 5});
  exporter->Start();
  exporter.reset();
  exported.acquire();
  return 0;
}
