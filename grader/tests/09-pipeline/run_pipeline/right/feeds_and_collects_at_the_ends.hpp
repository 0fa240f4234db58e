// expect: pass
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
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
  // The caller feeds the first channel and empties the last one; so that it
  // need not do both at the same time, these two have room for all.
  std::list<Channel> channels;
  for (std::size_t i = 0; i <= steps.size(); ++i)
    channels.emplace_back(i == 0 || i == steps.size() ? input.size()
                                                      : capacity);

  std::vector<std::jthread> threads;
  auto channel = channels.begin();
  for (const Step& step : steps) {
    Channel& in = *channel++;
    Channel& out = *channel;
    threads.emplace_back([&in, &out, &step] {
      while (auto item = in.receive()) out.send(step(*item));
      out.close();
    });
  }
  for (int item : input) channels.front().send(item);
  channels.front().close();
  std::vector<int> output;
  while (auto item = channels.back().receive()) output.push_back(*item);
  return output;
}

}  // namespace course
