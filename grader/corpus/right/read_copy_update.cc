// expect: pass
// Readers walk the routes without a lock while the writer installs new ones;
// each reader holds its own shared_ptr, and an installed list never changes.
#include <cstdio>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

class Routes {
 public:
  using List = std::vector<int>;

  std::shared_ptr<const List> Snapshot() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return current_;
  }

  void Add(int hop) {
    std::lock_guard<std::mutex> lock(mutex_);
    auto copy = std::make_shared<List>(*current_);
    copy->push_back(hop);
    current_ = std::move(copy);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const List> current_ = std::make_shared<const List>();
};

int main() {
  Routes routes;
  routes.Add(1);
  bool consistent = true;
  std::thread reader([&] {
    const std::shared_ptr<const Routes::List> seen = routes.Snapshot();
    for (std::size_t i = 0; i < seen->size(); ++i) {
      if ((*seen)[i] != static_cast<int>(i) + 1) consistent = false;
    }
  });
  std::thread writer([&routes] {
    routes.Add(2);
    routes.Add(3);
  });
  reader.join();
  writer.join();
  std::printf("%zu hops\n", routes.Snapshot()->size());
  return consistent && routes.Snapshot()->size() == 3 ? 0 : 1;
}
