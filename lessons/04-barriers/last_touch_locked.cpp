// explore:
// The same parcel, with the notification before the unlock.
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

struct Parcel {
  std::mutex m;
  std::condition_variable arrived;
  bool here = false;  // guarded by m
};

// region deliver
void deliver(Parcel& p) {
  std::lock_guard lock(p.m);
  p.here = true;
  p.arrived.notify_one();
}
// endregion deliver

void receive(std::unique_ptr<Parcel> p) {
  std::unique_lock lock(p->m);
  while (!p->here) p->arrived.wait(lock);
  lock.unlock();
}

int main() {
  auto p = std::make_unique<Parcel>();
  std::thread postman(deliver, std::ref(*p));
  receive(std::move(p));
  postman.join();
}
