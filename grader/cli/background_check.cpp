#include "cli/background_check.hpp"

#include <sys/eventfd.h>

#include <utility>

namespace course::cli {

BackgroundCheck::BackgroundCheck(Session& session)
    : session_(session),
      something_new_(eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {}

void BackgroundCheck::tell() { eventfd_write(something_new(), 1); }

void BackgroundCheck::start(const Submission& submission) {
  cancel();
  cancel_ = done_ = false;
  result_.reset();
  thrown_ = nullptr;
  thread_ = std::thread([this, submission] {
    judge::Settings settings;
    settings.cancel = &cancel_;
    settings.on_news = [this](const protocol::CheckResult& so_far) {
      const std::lock_guard lock(mutex_);
      news_ = so_far;
      tell();
    };
    try {
      result_ = session_.check(*submission.exercise, submission.file, settings);
    } catch (...) {
      thrown_ = std::current_exception();
    }
    done_ = true;
    tell();
  });
}

void BackgroundCheck::cancel() {
  if (!thread_.joinable()) return;
  cancel_ = true;
  end();
}

// What it found out on its way is of no use any more.
void BackgroundCheck::end() {
  thread_.join();
  news_.reset();
}

std::optional<protocol::CheckResult> BackgroundCheck::news() {
  eventfd_t told = 0;
  eventfd_read(something_new(), &told);
  const std::lock_guard lock(mutex_);
  return std::exchange(news_, std::nullopt);
}

std::optional<protocol::CheckResult> BackgroundCheck::finished() {
  if (!thread_.joinable() || !done_) return std::nullopt;
  end();
  if (thrown_) std::rethrow_exception(std::exchange(thrown_, nullptr));
  return std::move(result_);
}

}  // namespace course::cli
