// expect: pass
// The tools of the C library; a worker is woken only if one sleeps, and the
// pool is idle when all of them sleep and the queue is empty.
#pragma once

#include <pthread.h>

#include <cstddef>
#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace course {

class ThreadPool {
 public:
  explicit ThreadPool(unsigned workers) : threads_(workers) {
    pthread_mutex_init(&mutex_, nullptr);
    pthread_mutex_init(&joining_, nullptr);
    pthread_cond_init(&wake_, nullptr);
    pthread_cond_init(&idle_, nullptr);
    for (auto& thread : threads_)
      pthread_create(&thread, nullptr, &ThreadPool::work, this);
  }
  ~ThreadPool() {
    shutdown();
    pthread_cond_destroy(&idle_);
    pthread_cond_destroy(&wake_);
    pthread_mutex_destroy(&joining_);
    pthread_mutex_destroy(&mutex_);
  }
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  bool submit(std::function<void()> job) {
    Node* node = new Node{std::move(job), nullptr};
    pthread_mutex_lock(&mutex_);
    const bool accepted = !stop_;
    if (accepted) {
      *last_ = node;
      last_ = &node->next;
      if (sleepers_ > 0) pthread_cond_signal(&wake_);
    }
    pthread_mutex_unlock(&mutex_);
    if (!accepted) delete node;
    return accepted;
  }

  void wait_idle() {
    pthread_mutex_lock(&mutex_);
    while (first_ != nullptr || working_ > 0)
      pthread_cond_wait(&idle_, &mutex_);
    pthread_mutex_unlock(&mutex_);
  }

  void shutdown() {
    pthread_mutex_lock(&mutex_);
    stop_ = true;
    pthread_cond_broadcast(&wake_);
    pthread_mutex_unlock(&mutex_);
    pthread_mutex_lock(&joining_);
    if (!joined_)
      for (auto thread : threads_) pthread_join(thread, nullptr);
    joined_ = true;
    pthread_mutex_unlock(&joining_);
  }

  std::size_t failed() const {
    pthread_mutex_lock(&mutex_);
    const std::size_t failed = failed_;
    pthread_mutex_unlock(&mutex_);
    return failed;
  }

 private:
  struct Node {
    std::function<void()> job;
    Node* next;
  };

  static void* work(void* pool) {
    static_cast<ThreadPool*>(pool)->work();
    return nullptr;
  }

  void work() {
    pthread_mutex_lock(&mutex_);
    while (Node* node = take()) {
      ++working_;
      pthread_mutex_unlock(&mutex_);
      bool threw = false;
      try {
        node->job();
      } catch (...) {
        threw = true;
      }
      delete node;
      pthread_mutex_lock(&mutex_);
      failed_ += threw;
      --working_;
      if (first_ == nullptr && working_ == 0) pthread_cond_broadcast(&idle_);
    }
    pthread_mutex_unlock(&mutex_);
  }

  // With the lock held. nullptr: nothing more will come.
  Node* take() {
    while (first_ == nullptr) {
      if (stop_) return nullptr;
      ++sleepers_;
      pthread_cond_wait(&wake_, &mutex_);
      --sleepers_;
    }
    Node* node = first_;
    first_ = node->next;
    if (first_ == nullptr) last_ = &first_;
    return node;
  }

  mutable pthread_mutex_t mutex_;
  pthread_mutex_t joining_;
  pthread_cond_t wake_, idle_;
  Node* first_ = nullptr;
  Node** last_ = &first_;
  int sleepers_ = 0, working_ = 0;
  bool stop_ = false, joined_ = false;
  std::size_t failed_ = 0;
  std::vector<pthread_t> threads_;
};

}  // namespace course
