#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace course {

enum class ChannelStatus { ok, closed, timeout };

// A queue that can end: first in, first out. With capacity 0 it is a meeting:
// send() returns true only after a receiver has taken that very value.
template <class T>
class Channel {
 public:
  explicit Channel(std::size_t capacity) : capacity_(capacity) {}

  // Waits while full. False: the channel is closed, and the value will never
  // be received.
  bool send(T value) {
    std::unique_lock lock(mutex_);
    if (closed_) return false;
    if (values_.size() < capacity_) {
      values_.push_back(std::move(value));
      not_empty_.notify_one();
      return true;
    }
    // No room, or capacity 0: it waits for an answer to its own offer. "Until
    // the queue is empty again" would not do, for with two senders it may be
    // the other's value that was taken.
    Offer offer{std::move(value)};
    offers_.push_back(&offer);
    // An offer is something to receive, with capacity 0 and otherwise, too: a
    // full channel does not mean that no receiver sleeps, for who was woken to
    // take from it may not have come yet.
    not_empty_.notify_one();
    offer.answered.wait(lock, [&] { return offer.answer != Answer::none; });
    // Not `closed_`: the channel may have been closed after the value was
    // taken, and then false would be a lie.
    return offer.answer == Answer::taken;
  }

  // Waits while empty. Empty optional: closed, and nothing is left.
  std::optional<T> receive() {
    std::unique_lock lock(mutex_);
    not_empty_.wait(lock, [&] { return something_is_there() || closed_; });
    // First what is left, then the end: `if (closed_)` would lose it.
    if (!something_is_there()) return std::nullopt;
    return take();
  }

  // The same, until the time is up; changes out only if the status is ok.
  ChannelStatus receive_for(T& out, std::chrono::milliseconds timeout) {
    // A moment, not a duration: a loop around wait_for(lock, timeout) would
    // start the whole time again after each value that another receiver took.
    const auto deadline = std::chrono::steady_clock::now() + timeout;
    std::unique_lock lock(mutex_);
    // The predicate is looked at once more when the time is up, so a value
    // that has just come is taken and not forgotten.
    if (!not_empty_.wait_until(lock, deadline,
                               [&] { return something_is_there() || closed_; }))
      return ChannelStatus::timeout;
    if (!something_is_there()) return ChannelStatus::closed;
    out = take();
    return ChannelStatus::ok;
  }

  // Wakes everybody. What was sent before is still received.
  void close() {
    // Under the lock: a receiver that has looked and does not sleep yet holds
    // it, so it cannot miss the notify.
    std::lock_guard guard(mutex_);
    closed_ = true;
    // Everybody has to be woken, the receivers and each sender that waits. And
    // the offers are refused here, not by the senders when they wake up: until
    // then a receiver could still take one of them.
    not_empty_.notify_all();
    while (!offers_.empty()) answer_first_offer(Answer::refused);
  }

 private:
  enum class Answer { none, taken, refused };

  // A value whose sender waits. It lives in the frame of send().
  struct Offer {
    T value;
    Answer answer = Answer::none;
    std::condition_variable answered = {};
  };

  bool something_is_there() const {
    return !values_.empty() || !offers_.empty();
  }

  // The oldest value. Its place goes to the sender that has waited longest.
  T take() {
    if (values_.empty()) {  // capacity 0
      T value = std::move(offers_.front()->value);
      answer_first_offer(Answer::taken);
      return value;
    }
    T value = std::move(values_.front());
    values_.pop_front();
    if (!offers_.empty()) {
      values_.push_back(std::move(offers_.front()->value));
      answer_first_offer(Answer::taken);
    }
    return value;
  }

  // The caller holds mutex_, and that keeps the offer alive: its sender needs
  // the lock to leave send(). A notify after the unlock may come when the
  // condition variable is gone.
  void answer_first_offer(Answer answer) {
    Offer& offer = *offers_.front();
    offers_.pop_front();
    offer.answer = answer;
    offer.answered.notify_one();
  }

  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable not_empty_;  // or closed
  // All guarded by mutex_. There are offers only while the channel is open and
  // has no room.
  std::deque<T> values_;       // at most capacity_
  std::deque<Offer*> offers_;  // of those who wait in send()
  bool closed_ = false;
};

}  // namespace course
