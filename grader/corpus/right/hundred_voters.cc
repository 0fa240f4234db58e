// expect: pass
// A hundred threads cast one vote each into two relaxed counters; relaxed looks
// weak, but the joins order every vote before the final reads.
#include <array>
#include <atomic>
#include <cstdio>
#include <thread>
#include <vector>

class Ballot {
 public:
  void Cast(int voter) {
    votes_[voter % kParties].fetch_add(1, std::memory_order_relaxed);
  }

  int Total() const {
    int total = 0;
    for (const std::atomic<int>& votes : votes_) {
      total += votes.load(std::memory_order_relaxed);
    }
    return total;
  }

 private:
  static constexpr int kParties = 2;

  std::array<std::atomic<int>, kParties> votes_{0, 0};
};

int main() {
  constexpr int kVoters = 100;
  Ballot ballot;
  std::vector<std::thread> voters;
  voters.reserve(kVoters);
  for (int voter = 0; voter < kVoters; ++voter) {
    voters.emplace_back([&ballot, voter] { ballot.Cast(voter); });
  }
  for (std::thread& voter : voters) voter.join();
  std::printf("%d votes\n", ballot.Total());
  return ballot.Total() == kVoters ? 0 : 1;
}
