// expect: data-race
// Lookups hold the shared lock only, yet they increment the plain hit counter;
// two lookups are unordered writers in every order.
#include <cstdio>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <thread>

class DnsCache {
 public:
  void Add(const std::string& host, int address) {
    std::unique_lock<std::shared_mutex> lock(mutex_);
    addresses_[host] = address;
  }

  int Lookup(const std::string& host) {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    auto found = addresses_.find(host);
    if (found == addresses_.end()) return 0;
    ++hits_;
    return found->second;
  }

  int hits() {
    std::shared_lock<std::shared_mutex> lock(mutex_);
    return hits_;
  }

 private:
  std::shared_mutex mutex_;
  std::map<std::string, int> addresses_;
  int hits_ = 0;
};

int main() {
  DnsCache cache;
  cache.Add("mail", 25);
  cache.Add("web", 80);
  std::thread mailer([&cache] { cache.Lookup("mail"); });
  std::thread browser([&cache] { cache.Lookup("web"); });
  mailer.join();
  browser.join();
  std::printf("hits %d\n", cache.hits());
  return 0;
}
