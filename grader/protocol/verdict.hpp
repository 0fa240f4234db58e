// The one table of verdicts. Every place that spells a verdict (code, JSON,
// reports, `// expect:` lines, lesson headings) takes the spelling from here.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace course::protocol {

enum class Verdict : std::uint8_t {
  pass,
  not_started,
  does_not_compile,
  forbidden,
  tampered,
  lifetime,
  data_race,
  crash,
  deadlock,
  lost_wakeup,
  livelock,
  busy_wait,
  not_parallel,
  starvation,
  wrong_result,
  leak,
  too_slow,
};

// `meaning` completes the sentence "this verdict says that ...".
struct VerdictInfo {
  Verdict verdict;
  std::string_view name;
  std::string_view meaning;
};

// In order of rank: when several schedules of one bound fail in different ways,
// the first of these rows decides. `pass` comes last.
inline constexpr std::array<VerdictInfo, 17> verdicts{{
    {Verdict::not_started, "not-started",
     "the code still says TODO where this step needs it"},
    {Verdict::does_not_compile, "does-not-compile",
     "the compiler refuses the file"},
    {Verdict::forbidden, "forbidden",
     "the program uses what the task rules out"},
    {Verdict::tampered, "tampered",
     "the program ends or answers in a way no honest program does"},
    {Verdict::lifetime, "lifetime",
     "the program touches an object that does not exist (any more)"},
    {Verdict::data_race, "data-race",
     "two threads touch the same memory and nothing orders them"},
    {Verdict::crash, "crash",
     "the program is ended by a signal or by std::terminate"},
    {Verdict::deadlock, "deadlock",
     "threads wait for something that can never happen"},
    {Verdict::lost_wakeup, "lost-wakeup",
     "a thread sleeps although what it waits for has already happened"},
    {Verdict::livelock, "livelock",
     "threads run for ever and none of them gets further"},
    {Verdict::busy_wait, "busy-wait",
     "a thread burns processor time where it should sleep"},
    {Verdict::not_parallel, "not-parallel",
     "work that should overlap happens one after the other"},
    {Verdict::starvation, "starvation",
     "a thread is overtaken more often than the task allows"},
    {Verdict::wrong_result, "wrong-result",
     "some order of the steps gives a result that is not allowed"},
    {Verdict::leak, "leak",
     "something the program started or opened is left behind"},
    {Verdict::too_slow, "too-slow",
     "the program does not come to an end within its budget"},
    {Verdict::pass, "pass", "every order that was tried gives a right result"},
}};

constexpr const VerdictInfo& info(Verdict v) {
  for (const auto& row : verdicts)
    if (row.verdict == v) return row;
  return verdicts.back();
}

constexpr std::string_view name(Verdict v) { return info(v).name; }

// 0 is the highest rank: it decides over all that follow.
constexpr int rank(Verdict v) {
  for (std::size_t i = 0; i < verdicts.size(); ++i)
    if (verdicts[i].verdict == v) return static_cast<int>(i);
  return static_cast<int>(verdicts.size());
}

constexpr std::optional<Verdict> verdict_from_name(std::string_view text) {
  for (const auto& row : verdicts)
    if (row.name == text) return row.verdict;
  return std::nullopt;
}

}  // namespace course::protocol
