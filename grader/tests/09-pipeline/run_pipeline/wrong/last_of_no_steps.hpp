// expect: crash
// test: no steps change nothing
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <queue>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

using Step = std::function<int(int)>;

class Channel {
 public:
  explicit Channel(std::size_t capacity) : capacity_(capacity) {}

  void send(int item) {
    std::unique_lock<std::mutex> l(m_);
    not_full_.wait(l, [&] { return q_.size() < capacity_; });
    q_.push(item);
    not_empty_.notify_one();
  }

  std::optional<int> receive() {
    std::unique_lock<std::mutex> l(m_);
    not_empty_.wait(l, [&] { return !q_.empty() || closed_; });
    if (q_.empty()) return std::nullopt;
    int item = q_.front();
    q_.pop();
    not_full_.notify_one();
    return item;
  }

  void close() {
    std::lock_guard<std::mutex> l(m_);
    closed_ = true;
    not_empty_.notify_all();
  }

 private:
  std::size_t capacity_;
  std::mutex m_;
  std::condition_variable not_full_, not_empty_;
  std::queue<int> q_;
  bool closed_ = false;
};

inline std::vector<int> run_pipeline(const std::vector<Step>& steps,
                                     const std::vector<int>& input,
                                     std::size_t capacity) {
  std::deque<Channel> channels;
  for (std::size_t i = 1; i < steps.size(); ++i)
    channels.emplace_back(capacity);

  std::vector<int> output;
  std::vector<std::thread> threads;
  for (std::size_t k = 0; k + 1 < steps.size(); ++k)
    threads.emplace_back([&, k] {
      if (k == 0)
        for (int item : input) channels[0].send(steps[0](item));
      else
        while (auto item = channels[k - 1].receive())
          channels[k].send(steps[k](*item));
      channels[k].close();
    });
  const Step& last = steps.back();
  threads.emplace_back([&] {
    if (channels.empty())
      for (int item : input) output.push_back(last(item));
    else
      while (auto item = channels.back().receive())
        output.push_back(last(*item));
  });
  for (auto& t : threads) t.join();
  return output;
}

}  // namespace course
