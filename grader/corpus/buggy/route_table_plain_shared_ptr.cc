// expect: data-race
// One shared_ptr object is replaced by the updater while the router copies it;
// only the reference count is atomic, so the pair is unordered in every order.
#include <cstdio>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

using RouteTable = std::vector<int>;

class Router {
 public:
  void Replace(RouteTable routes) {
    current_ = std::make_shared<const RouteTable>(std::move(routes));
  }

  std::shared_ptr<const RouteTable> Snapshot() const { return current_; }

 private:
  std::shared_ptr<const RouteTable> current_ =
      std::make_shared<const RouteTable>();
};

int main() {
  Router router;
  std::size_t hops = 0;
  std::thread forwarder([&] { hops = router.Snapshot()->size(); });
  std::thread updater([&router] { router.Replace({3, 5, 8}); });
  forwarder.join();
  updater.join();
  std::printf("hops %zu\n", hops);
  return 0;
}
