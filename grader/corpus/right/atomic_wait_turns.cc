// expect: pass
// Three singers take turns on one atomic; wait() sees other singers' turns too,
// so each checks again, and notify_all reaches whoever is next.
#include <atomic>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

class Round {
 public:
  explicit Round(int singers) : singers_(singers) {}

  void Sing(int singer, char note) {
    for (int now = turn_.load(); now % singers_ != singer; now = turn_.load()) {
      turn_.wait(now);
    }
    song_.push_back(note);
    turn_.fetch_add(1);
    turn_.notify_all();
  }

  const std::string& song() const { return song_; }

 private:
  const int singers_;
  std::atomic<int> turn_{0};
  std::string song_;
};

int main() {
  const std::string notes = "dfa";
  Round round(3);
  std::vector<std::thread> singers;
  for (int singer = 2; singer >= 0; --singer) {
    singers.emplace_back([&round, &notes, singer] {
      round.Sing(singer, notes[singer]);
      round.Sing(singer, notes[singer]);
    });
  }
  for (std::thread& singer : singers) singer.join();
  std::printf("%s\n", round.song().c_str());
  return round.song() == "dfadfa" ? 0 : 1;
}
