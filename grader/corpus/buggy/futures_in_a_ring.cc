// expect: deadlock
// The baker waits for the miller's flour before it pays and the miller waits
// for the payment before it delivers; both futures stay empty in every order.
#include <cstdio>
#include <functional>
#include <future>
#include <thread>

struct Deal {
  std::promise<int> flour;
  std::promise<int> payment;
};

void Mill(Deal& deal, std::future<int> payment) {
  const int paid = payment.get();
  deal.flour.set_value(paid * 2);
}

void Bake(Deal& deal, std::future<int> flour) {
  const int sacks = flour.get();
  deal.payment.set_value(sacks / 2);
}

int main() {
  Deal deal;
  std::thread miller(Mill, std::ref(deal), deal.payment.get_future());
  std::thread baker(Bake, std::ref(deal), deal.flour.get_future());
  miller.join();
  baker.join();
  std::puts("bread is ready");
  return 0;
}
