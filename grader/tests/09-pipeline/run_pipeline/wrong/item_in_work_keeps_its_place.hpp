// expect: wrong-result
// test: steps of 2, 5 and 1 ms have three items done after 18 ms
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

  // Before an item is made: there must be a place for it.
  void reserve() {
    std::unique_lock<std::mutex> l(m_);
    not_full_.wait(l, [&] { return places_taken_ < capacity_; });
    ++places_taken_;
  }

  void send(int item) {
    std::lock_guard<std::mutex> l(m_);
    q_.push(item);
    not_empty_.notify_one();
  }

  std::optional<int> receive() {
    std::unique_lock<std::mutex> l(m_);
    not_empty_.wait(l, [&] { return !q_.empty() || closed_; });
    if (q_.empty()) return std::nullopt;
    int item = q_.front();
    q_.pop();
    return item;
  }

  void done() {
    std::lock_guard<std::mutex> l(m_);
    --places_taken_;
    not_full_.notify_one();
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
  std::size_t places_taken_ = 0;
  bool closed_ = false;
};

inline std::vector<int> run_pipeline(const std::vector<Step>& steps,
                                     const std::vector<int>& input,
                                     std::size_t capacity) {
  if (steps.empty()) return input;
  std::list<Channel> channels;
  for (std::size_t i = 1; i < steps.size(); ++i)
    channels.emplace_back(capacity);

  std::vector<int> output;
  std::vector<std::thread> threads;
  Channel* in = nullptr;
  auto next = channels.begin();
  for (const Step& step : steps) {
    Channel* out = next == channels.end() ? nullptr : &*next++;
    threads.emplace_back([&, in, out] {
      std::size_t i = 0;
      while (true) {
        std::optional<int> item;
        if (in)
          item = in->receive();
        else if (i < input.size())
          item = input[i++];
        if (!item) break;
        if (out) out->reserve();
        int result = step(*item);
        if (in) in->done();
        if (out)
          out->send(result);
        else
          output.push_back(result);
      }
      if (out) out->close();
    });
    in = out;
  }
  for (auto& t : threads) t.join();
  return output;
}

}  // namespace course
