#include "report/headline.hpp"

#include <cxxabi.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <sstream>

#include "report/conditions.hpp"
#include "report/decisive_parts.hpp"
#include "report/decisive_steps.hpp"
#include "report/frames.hpp"
#include "report/laps.hpp"
#include "report/layout.hpp"
#include "report/task_lines.hpp"
#include "report/trace_search.hpp"
#include "report/wait_graph.hpp"

namespace course::report {

using protocol::Access;
using protocol::Failure;
using protocol::Operation;
using protocol::TaskState;
using protocol::TaskSummary;
using protocol::Trace;
using protocol::Verdict;

namespace {

constexpr std::string_view unnamed = "the same memory";

// Also a waiter of a condition variable that has been woken and now needs its
// mutex back.
bool is_lock(const Trace& trace, const TaskSummary& t) {
  const protocol::Object* o = trace.object(t.waits_for);
  return o != nullptr && (o->kind == protocol::ObjectKind::mutex ||
                          o->kind == protocol::ObjectKind::shared_mutex);
}

// "..., which nobody will notify": who should have come and does not.
std::string nobody_comes(const TaskSummary& t) {
  if (t.blocked_in == Operation::futex_wait) {
    const std::string header = called_header(t.stack);
    if (header == "barrier") return ", and nobody is left to arrive";
    if (header == "latch") return ", and nobody is left to count down";
  }
  switch (t.blocked_in) {
    case Operation::acquire:
      return ", which nobody is left to give";
    case Operation::arrive:
      return ", and nobody is left to arrive";
    case Operation::once_begin:
      return ", which never ends";
    case Operation::receive:
      return ", and nobody is left to write any";
    case Operation::send:
      return ", and nobody is left to read";
    case Operation::wait_child:
      return ", and none ends";
    case Operation::wait:
    case Operation::futex_wait:
    case Operation::sleep:
      return ", and nobody is left to send one";
    default:
      return ", and nobody is left to do that";
  }
}

std::string circle_sentence(const Trace& trace, const Tasks& round) {
  if (round.size() > 2)
    return fmt::format("{} {} wait in a circle, for ever",
                       in_words(round.size()), kind_of(round));
  if (round.size() == 2)
    return fmt::format("two {} wait for each other, for ever", kind_of(round));
  const TaskSummary& t = *round.front();
  const std::string who = task_name(trace, t.id);
  if (t.blocked_in == Operation::join) return who + " waits for its own end";
  if (!is_lock(trace, t)) return who + " waits for itself, for ever";
  for (const protocol::Held& held : t.held)
    if (const Position taken = position_of(trace, held.step);
        held.object == t.waits_for && taken && end_of_call(trace, *taken))
      return fmt::format(
          "{} waits for {}, which an earlier call of its own has left locked",
          who, object_name(trace, t.waits_for));
  return fmt::format("{} waits for {}, a lock that it holds itself", who,
                     object_name(trace, t.waits_for));
}

std::string deadlock_sentence(const Trace& trace) {
  if (const Tasks round = circle(trace); !round.empty())
    return circle_sentence(trace, round);
  const TaskSummary* root = root_wait(trace);
  if (root == nullptr)
    return kind_of(stuck(trace)) + " wait for something that never happens";

  Tasks waiting;
  std::vector<std::string> names;
  for (const TaskSummary& t : trace.tasks)
    if (t.state == TaskState::blocked && t.waits_for == root->waits_for &&
        t.blocked_in == root->blocked_in) {
      waiting.push_back(&t);
      names.push_back(task_name(trace, t.id));
    }
  const std::string who =
      names.size() > 3
          ? fmt::format("{} {}", in_words(names.size()), kind_of(waiting))
          : listed(names);
  const std::string waits = names.size() == 1 ? "waits" : "wait";
  const std::string object = object_name(trace, root->waits_for);

  for (const TaskSummary* owner : owners(trace, root->waits_for))
    if (owner->state == TaskState::ended && is_lock(trace, *root))
      return fmt::format("{} {} for {}, but {} has ended without unlocking it",
                         who, waits, object, task_name(trace, owner->id));
  if (in_callback(root->stack))
    return fmt::format(
        "{} {} for another thread inside the call at {}, and none can come",
        who, waits, place(root->stack));
  return fmt::format("{} {} for {}{}", who, waits, waited_for(trace, *root),
                     nobody_comes(*root));
}

bool between_processes(const Trace& trace) {
  const auto process = [&](const Access& a) {
    const TaskSummary* task = trace.task(a.task);
    return task == nullptr ? 1 : task->process;
  };
  return trace.accesses.size() == 2 &&
         process(trace.accesses[0]) != process(trace.accesses[1]);
}

std::string race_sentence(const Trace& trace) {
  std::string object(unnamed);
  for (const Access& access : trace.accesses)
    if (object == unnamed) object = accessed(trace, access);
  return fmt::format("two {} touch {} and nothing orders them",
                     between_processes(trace) ? "processes" : "threads",
                     object);
}

std::string lost_wakeup_sentence(const Trace& trace) {
  for (const TaskSummary* t : stuck(trace))
    if (t->blocked_in != Operation::join)
      return fmt::format(
          "{} sleeps for ever{}", task_name(trace, t->id),
          missed_something(trace)
              ? ", although what it waits for has happened"
              : ": woken, it would go on, but nobody is left to wake it");
  return "a thread sleeps although what it waits for has already happened";
}

std::string promise_sentence(const Failure& f) {
  const bool always = f.failing == f.tried && !f.sampled;
  const std::string_view order =
      f.tried == 0
          ? "an order of the steps"
          : (f.tried == 1
                 ? "the program"
                 : (always ? "every order tried" : "one order of the steps"));
  if (!f.allowed.empty() && !f.seen.empty() && !seen_is_long(f))
    return fmt::format("{} gives {}, which is not allowed", order, f.seen);
  if (!f.claim.empty() && f.allowed.empty())
    return fmt::format("{} breaks the promise \"{}\"", order, f.claim);
  return fmt::format("{} gives a result that is not allowed", order);
}

std::string runner(const Trace& trace) {
  const int task = spinning_task(trace);
  return task == 0 ? "a thread" : task_name(trace, task);
}

std::string livelock_sentence(const Trace& trace) {
  Tasks running;
  for (const TaskSummary& t : trace.tasks)
    if (t.state == TaskState::runnable) running.push_back(&t);
  if (running.size() != 1)
    return kind_of(running) + " run for ever and none of them gets further";
  return runner(trace) + " runs for ever and gets no further";
}

// "thread 1 writes to memory that is already freed".
std::string lifetime_sentence(const Failure& f, const std::string& message) {
  if (f.trace.accesses.empty()) return message;
  const Access& access = f.trace.accesses.front();
  const std::string who = task_name(f.trace, access.task);
  std::string does = verb(access.operation);
  if (does == "reads" || does == "writes")
    does += does == "reads" ? " from" : " to";
  constexpr std::string_view lies = "it lies in ", on = "it lies on ",
                             elsewhere = "it lies ", it = "it ";
  if (message.starts_with(on))
    return fmt::format("{} {} an object {}", who, verb(access.operation),
                       message.substr(on.size() - 3));
  if (message.starts_with(lies))
    return fmt::format("{} {} {}", who, does, message.substr(lies.size()));
  if (message.starts_with(elsewhere))
    return fmt::format("{} {} memory that lies {}", who, verb(access.operation),
                       message.substr(elsewhere.size()));
  if (message.starts_with(it))
    return fmt::format("{} {}", who, message.substr(it.size()));
  if (message.starts_with(who)) return message;
  return fmt::format("{} at {}: {}", who, place(access.stack), message);
}

std::string readable_type(const std::string& mangled) {
  int status = 1;
  const std::unique_ptr<char, decltype(&std::free)> name(
      abi::__cxa_demangle(mangled.c_str(), nullptr, nullptr, &status),
      &std::free);
  std::string type = status == 0 ? name.get() : mangled;
  constexpr std::string_view nameless = "(anonymous namespace)::";
  if (const auto at = type.find(nameless); at != std::string::npos)
    type.erase(at, nameless.size());
  return type;
}

}  // namespace

bool is_uncaught(const Failure& f) {
  return f.verdict == Verdict::crash &&
         f.message.starts_with("std::terminate: nobody catches ");
}

bool seen_is_long(const Failure& f) { return columns(f.seen) > 60; }

std::string exception_of(const protocol::Step& s) {
  return printable(readable_type(s.text.substr(0, s.text.find(": "))));
}

std::string exception_text(const protocol::Step& s) {
  const std::size_t colon = s.text.find(": ");
  return colon == std::string::npos ? "" : printable(s.text.substr(colon + 2));
}

std::string with_readable_types(const std::string& text) {
  std::istringstream in(text);
  std::string out;
  std::string before;
  for (std::string word; std::getline(in, word, ' ');) {
    // Even "i" is a type where the worker names one: "the exception i".
    const bool mangled = before == "exception" ||
                         (word.size() > 3 &&
                          (word[0] == 'N' || word[0] == 'S' ||
                           std::isdigit(static_cast<unsigned char>(word[0]))));
    before = word;
    const bool colon = word.ends_with(':');
    if (colon) word.pop_back();
    if (mangled) word = readable_type(word);
    out += (out.empty() ? "" : " ") + word + (colon ? ":" : "");
  }
  return out;
}

std::string waited_for(const Trace& trace, const TaskSummary& t) {
  const std::string object = object_name(trace, t.waits_for);
  switch (t.blocked_in) {
    case Operation::join:
      return "the end of " + object;
    case Operation::wait:
      return "a notification of " + object;
    case Operation::futex_wait:
      if (in_callback(t.stack)) return "another thread";
      if (called_header(t.stack) == "barrier") return "the others at " + object;
      if (called_header(t.stack) == "latch") return object + " to reach zero";
      return "a notification of a change of " + object;
    case Operation::acquire:
      return "a unit of " + object;
    case Operation::arrive:
      return "the others at " + object;
    case Operation::once_begin:
      return "the once-only call of " + object;
    case Operation::receive:
      return "bytes from " + object;
    case Operation::send:
      return "room in " + object;
    case Operation::wait_child:
      return "the end of a child";
    case Operation::poll:
      return "something to happen to its descriptors";
    case Operation::sleep:  // without a time
      return "a signal";
    default:
      return object;
  }
}

std::string accessed(const Trace& trace, const Access& access) {
  if (const auto at = step_of(trace, access)) {
    const protocol::Object* o = trace.object(trace.steps[*at].object);
    if (o != nullptr && !o->name.empty()) return o->name;
  }
  // The run ended with it, but another step knows the place.
  for (const protocol::Step& s : trace.steps)
    if (access.address != 0 && s.address == access.address)
      if (const protocol::Object* o = trace.object(s.object);
          o != nullptr && !o->name.empty())
        return o->name;
  return std::string(unnamed);
}

std::string sentence(const Failure& f) {
  const std::string message = printable(with_readable_types(f.message));
  const auto with_message = [&](std::string_view text) {
    return message.empty() ? std::string(text)
                           : fmt::format("{}: {}", text, message);
  };
  const auto message_or = [&](std::string_view text) {
    return message.empty() ? std::string(text) : message;
  };
  switch (f.verdict) {
    case Verdict::deadlock:
      return deadlock_sentence(f.trace);
    case Verdict::lost_wakeup:
      return lost_wakeup_sentence(f.trace);
    case Verdict::data_race:
      return race_sentence(f.trace);
    case Verdict::wrong_result:
      // The runtime itself says so of a child that runs on as its parent.
      if (!message.empty() && is_escape(f)) return message;
      return promise_sentence(f);
    case Verdict::busy_wait:
      return runner(f.trace) +
             " looks again and again where it should sleep until it is woken";
    case Verdict::starvation:
      if (!message.empty()) return message;
      [[fallthrough]];
    case Verdict::not_parallel:
      return f.claim.empty()
                 ? std::string(protocol::info(f.verdict).meaning)
                 : fmt::format("the program breaks the promise \"{}\"",
                               printable(f.claim));
    case Verdict::lifetime:
      return lifetime_sentence(f,
                               message_or(protocol::info(f.verdict).meaning));
    case Verdict::livelock:
      return message.empty() ? livelock_sentence(f.trace)
                             : with_message(livelock_sentence(f.trace));
    case Verdict::crash:
      if (is_uncaught(f)) return message.substr(message.find("nobody catches"));
      // "std::logic_error: ...": nobody caught it.
      return with_message(message.starts_with("std::")
                              ? "an exception that nobody catches"
                              : "the program is ended");
    default:
      return with_message(protocol::info(f.verdict).meaning);
  }
}

}  // namespace course::report
