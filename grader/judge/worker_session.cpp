#include "judge/worker_session.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "judge/exchange.hpp"

namespace course::judge {
namespace {

struct Free {
  void operator()(void* p) const { std::free(p); }
};
using PrivateMapping = std::unique_ptr<protocol::Mapping, Free>;

// A worker that lives on can still write to what it shares. Memory that is not
// written to is not taken.
PrivateMapping copy_of_answer(const protocol::Mapping& m) {
  PrivateMapping copy(
      static_cast<protocol::Mapping*>(std::calloc(1, sizeof m)));
  if (!copy) throw std::bad_alloc();
  std::memcpy(static_cast<void*>(&copy->response), &m.response,
              sizeof m.response);
  std::memcpy(
      copy->outcomes, m.outcomes,
      std::min<std::size_t>(copy->response.outcome_bytes, sizeof m.outcomes));
  return copy;
}

}  // namespace

Answer WorkerSession::explore(const Question& q, const Budget& b) {
  if (q.flags & (protocol::kernel_threads | protocol::fork_each))
    return worker_.explore(q, b);
  const bool fresh = !server_;
  Answer a = ask(q, b);
  // Whether what it did before has a part in that need not be asked.
  return a.collapse && !fresh ? ask(q, b) : a;
}

Answer WorkerSession::ask(const Question& q, const Budget& b) {
  if (!server_) mapping_ = std::make_unique<sandbox::SharedMapping>();
  protocol::Mapping& m = **mapping_;
  std::memset(static_cast<void*>(&m.request), 0, sizeof m.request);
  std::memset(static_cast<void*>(&m.response), 0, sizeof m.response);
  put_question(m.request, q, protocol::Mode::explore);
  put_exploration(m.request, q, b);
  worker_.put_kind(m.request);
  if (!server_) {
    command_ = worker_.command_for(*mapping_);
    command_.takes_turns = true;
    server_.emplace(command_);
  }
  const std::optional<sandbox::Ended> ended = server_->work();
  if (ended) server_.reset();
  const PrivateMapping answer = copy_of_answer(m);
  Answer a = read_answer(*answer, ended);
  a.coverage = coverage_of(q, answer->response);
  if (a.collapse) server_.reset();
  return a;
}

}  // namespace course::judge
