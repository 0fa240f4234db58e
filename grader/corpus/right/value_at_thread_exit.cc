// expect: pass
// The surveyor is detached and main never joins it, yet main may read the plain
// sum: the future is ready only once the thread's own objects are destroyed.
#include <cstdio>
#include <future>
#include <memory>
#include <thread>
#include <utility>

struct Survey {
  int plots = 0;
};

class Notebook {
 public:
  explicit Notebook(std::shared_ptr<Survey> survey)
      : survey_(std::move(survey)) {}
  Notebook(const Notebook&) = delete;
  Notebook& operator=(const Notebook&) = delete;
  ~Notebook() { survey_->plots += noted_; }

  void Note() { ++noted_; }

 private:
  std::shared_ptr<Survey> survey_;
  int noted_ = 0;
};

void Measure(std::promise<int>& area, std::shared_ptr<Survey> survey) {
  thread_local Notebook notebook(std::move(survey));
  notebook.Note();
  notebook.Note();
  area.set_value_at_thread_exit(64);
}

int main() {
  auto survey = std::make_shared<Survey>();
  auto area = std::make_shared<std::promise<int>>();
  std::future<int> measured = area->get_future();
  std::thread surveyor([area, survey] { Measure(*area, survey); });
  surveyor.detach();
  const int square_metres = measured.get();
  std::printf("%d square metres on %d plots\n", square_metres, survey->plots);
  return square_metres == 64 && survey->plots == 2 ? 0 : 1;
}
