// explore:
// The notification comes after the unlock; the one it is for has left by then,
// and has taken everything along.
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

// region parcel
struct Parcel {
  std::mutex m;
  std::condition_variable arrived;
  bool here = false;  // guarded by m
};

void deliver(Parcel& p) {
  {
    std::lock_guard lock(p.m);
    p.here = true;
  }
  p.arrived.notify_one();
}

void receive(std::unique_ptr<Parcel> p) {
  std::unique_lock lock(p->m);
  while (!p->here) p->arrived.wait(lock);
  lock.unlock();
}  // the parcel is unpacked and thrown away
// endregion parcel

int main() {
  auto p = std::make_unique<Parcel>();
  std::thread postman(deliver, std::ref(*p));
  receive(std::move(p));
  postman.join();
}
