// explore:
// Check, then act: every access is locked, and the last ticket is sold twice.
#include <mutex>
#include <thread>

// region office
class TicketOffice {
 public:
  int left() {
    std::lock_guard guard(m_);
    return left_;
  }
  void take() {
    std::lock_guard guard(m_);
    --left_;
  }

 private:
  std::mutex m_;
  int left_ = 1;  // guarded by m_
};

bool sell(TicketOffice& office) {
  if (office.left() == 0) return false;
  office.take();
  return true;
}
// endregion office

int main() {
  TicketOffice office;
  std::thread a([&] { sell(office); });
  std::thread b([&] { sell(office); });
  a.join();
  b.join();
  return office.left() == 0 ? 0 : 1;
}
