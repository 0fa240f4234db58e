#include "judge/evidence.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <map>

#include "judge/damage.hpp"
#include "judge/memory_names.hpp"
#include "judge/object_names.hpp"
#include "judge/process_memory.hpp"
#include "judge/shrink.hpp"
#include "judge/trace_reader.hpp"
#include "protocol/wire.hpp"

namespace course::judge {
namespace {

constexpr std::size_t output_shown = 4096;

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

void shrink_sampled(Candidate& c, const Worker& worker, const Question& q) {
  const auto run = [&](const std::vector<Schedule>& schedules) {
    return worker.run(q, schedules).outcomes;
  };
  Shrunk s = shrink({c.outcome.schedule, c.outcome}, run, c.same);
  s.outcome.sampled = true;
  s.outcome.bound = c.outcome.bound;
  c.outcome = std::move(s.outcome);
  c.message = c.outcome.message;
}

protocol::Trace readable_trace(const Answer& answer, const Worker& worker,
                               const Assignment& assignment) {
  Symbols symbols(worker.program(), source_names(assignment),
                  assignment.scenarios.filename());
  protocol::Trace trace = read_trace(**answer.mapping, symbols);
  std::map<std::string, std::vector<std::string>> files;
  if (assignment.program) {
    for (const auto& file : sandbox::shown_files(*assignment.program))
      files[file.filename()] = lines_of(file);
  } else {
    files[assignment.header] = lines_of(assignment.submission);
  }
  const LineText text = [&](const std::string& file, int line) {
    const std::vector<std::string>& lines = files[file];
    return line >= 1 && static_cast<std::size_t>(line) <= lines.size()
               ? lines[static_cast<std::size_t>(line) - 1]
               : std::string();
  };
  name_objects(trace, text);
  std::set<std::uint64_t> addresses;
  for (const protocol::Step& s : trace.steps)
    if (s.address != 0) addresses.insert(s.address);
  std::ranges::move(symbols.variables(addresses),
                    std::back_inserter(trace.regions));
  name_memory(trace, text);
  keep_processes_apart(trace);
  return trace;
}

}  // namespace

protocol::Failure gather_evidence(const Candidate& candidate,
                                  const Worker& worker,
                                  const Assignment& assignment,
                                  const std::string& test) {
  Candidate c = candidate;
  Question q = c.exploration->question;
  q.faults |= c.outcome.faults;
  if (c.outcome.sampled) shrink_sampled(c, worker, q);

  protocol::Failure f;
  f.test = test;
  f.verdict = c.verdict;
  f.message = c.message;
  f.claim = c.claim;
  f.seen = c.seen;
  f.allowed = c.allowed;
  f.scenario = q.scenario;
  f.inputs = q.inputs;
  f.sampled = c.outcome.sampled;
  f.delays = c.outcome.delays;
  f.failing = c.failing;
  f.tried = c.tried;
  if (c.collapsed) return f;  // the worker died: there is no schedule to show

  f.replay =
      protocol::to_string({c.exploration->number, q.faults, c.outcome.schedule,
                           c.outcome.trace_hash & 0xffff});
  const Answer answer = worker.trace(q, c.outcome.schedule);
  if (answer.collapse || answer.outcomes.empty()) return f;
  const AnsweredOutcome& again = answer.outcomes.front();
  f.replayed = !answer.unfitted && again.trace_hash == c.outcome.trace_hash &&
               again.verdict == c.outcome.verdict &&
               again.message == c.outcome.message;
  f.output = answer.output.substr(0, output_shown);
  try {
    f.trace = readable_trace(answer, worker, assignment);
  } catch (const protocol::MalformedAnswer&) {
    f.replayed = false;
  }
  if (f.verdict == protocol::Verdict::data_race && f.replayed)
    f.damage = damage_of(f, c, worker, assignment, test);
  return f;
}

}  // namespace course::judge
