// expect: busy-wait
// test: no inputs, no outputs
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
  }

  std::optional<int> receive() {
    std::unique_lock<std::mutex> l(m_);
    while (q_.empty()) {
      if (closed_) return std::nullopt;
      l.unlock();
      std::this_thread::yield();
      l.lock();
    }
    int item = q_.front();
    q_.pop();
    not_full_.notify_one();
    return item;
  }

  void close() {
    std::lock_guard<std::mutex> l(m_);
    closed_ = true;
  }

 private:
  std::size_t capacity_;
  std::mutex m_;
  std::condition_variable not_full_;
  std::queue<int> q_;
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
        int result = step(*item);
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
