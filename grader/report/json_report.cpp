#include "report/json_report.hpp"

#include "report/claim.hpp"
#include "report/headline.hpp"
#include "report/touched.hpp"
#include "report/wait_graph.hpp"

namespace course::report {

using protocol::CheckResult;
using protocol::Failure;
using protocol::Stack;
using protocol::Trace;
using Json = nlohmann::ordered_json;

namespace {

Json array() { return Json::array(); }

std::string_view name(protocol::TestState s) {
  switch (s) {
    case protocol::TestState::passed:
      return "passed";
    case protocol::TestState::failed:
      return "failed";
    case protocol::TestState::not_run:
      return "not-run";
  }
  return "?";
}

std::string_view name(protocol::TaskState s) {
  switch (s) {
    case protocol::TaskState::runnable:
      return "runnable";
    case protocol::TaskState::blocked:
      return "blocked";
    case protocol::TaskState::ended:
      return "ended";
  }
  return "?";
}

void put_place(Json& json, const Stack& stack, const SourceLines& sources) {
  const protocol::Frame* f = protocol::shown_frame(stack);
  if (f == nullptr) return;
  json["file"] = f->file;
  json["line"] = f->line;
  json["source"] = sources.line(f->file, f->line);
  if (!f->function.empty()) json["function"] = f->function;
}

Json step_list(const CheckResult& result) {
  Json steps = array();
  for (const protocol::StepResult& step : result.steps) {
    Json tests = array();
    for (const protocol::TestResult& test : step.tests) {
      Json t{{"name", test.name}, {"result", name(test.state)}};
      if (test.state == protocol::TestState::failed)
        t["verdict"] = protocol::name(test.verdict);
      tests.push_back(std::move(t));
    }
    steps.push_back({{"title", step.title},
                     {"passed", step.passed()},
                     {"tests", std::move(tests)}});
  }
  return steps;
}

Json coverage(const CheckResult& result) {
  Json searches = array();
  for (const protocol::Coverage& c : result.coverage)
    searches.push_back({{"scenario", c.scenario},
                        {"schedules", c.schedules},
                        {"exhausted", c.exhausted},
                        {"completed_bound", c.completed_bound},
                        {"by_delays", c.bound_counts},
                        {"samples", c.samples},
                        {"faults", fault_names(c.faults)},
                        {"memory_reuse_schedules", c.memory_reuse_schedules},
                        {"weak_orders", c.weak_orders}});
  return searches;
}

Json object_names(const Trace& trace, const std::vector<std::uint32_t>& ids) {
  Json names = array();
  for (const std::uint32_t id : ids) names.push_back(object_name(trace, id));
  return names;
}

Json task_list(const Trace& trace, const SourceLines& sources) {
  Json tasks = array();
  for (const protocol::TaskSummary& t : trace.tasks) {
    std::vector<std::uint32_t> held;
    for (const protocol::Held& h : t.held) held.push_back(h.object);
    Json json{{"task", task_name(trace, t.id)},
              {"state", name(t.state)},
              {"holds", object_names(trace, held)}};
    if (t.state == protocol::TaskState::blocked) {
      json["blocked_in"] = protocol::name(t.blocked_in);
      json["waits_for"] = object_name(trace, t.waits_for);
    }
    put_place(json, t.stack, sources);
    tasks.push_back(std::move(json));
  }
  return tasks;
}

Json trace_steps(const Trace& trace, const SourceLines& sources) {
  Json steps = array();
  for (const protocol::Step& s : trace.steps) {
    Json json{{"step", s.index}, {"task", task_name(trace, s.task)}};
    put_place(json, s.stack, sources);
    json["operation"] = protocol::name(s.operation);
    if (const protocol::Object* o = trace.object(s.object)) {
      json["object"] = o->name;
      json["kind"] = protocol::name(o->kind);
    }
    if (has_number(s)) json["value"] = number_of(s);
    if (s.waits) json["waits"] = true;
    if (s.failed) json["failed"] = true;
    if (s.atomic) json["atomic"] = true;
    if (s.point != 0) {
      json["choice"] = s.point;
      json["options"] = s.options;
      json["chosen"] = s.chosen;
    }
    steps.push_back(std::move(json));
  }
  return steps;
}

Json accesses(const Trace& trace, const SourceLines& sources) {
  Json list = array();
  for (const protocol::Access& a : trace.accesses) {
    Json json{{"task", task_name(trace, a.task)},
              {"operation", protocol::name(a.operation)},
              {"atomic", a.atomic},
              {"size", a.size},
              {"holds", object_names(trace, a.held)}};
    put_place(json, a.stack, sources);
    list.push_back(std::move(json));
  }
  return list;
}

// What a race can do; null if nothing is known.
Json damage(const protocol::Failure& f, const SourceLines& sources) {
  if (!f.damage) return nullptr;
  return {{"verdict", protocol::name(f.damage->verdict)},
          {"sentence", sentence(*f.damage)},
          {"seen", f.damage->seen},
          {"allowed", f.damage->allowed},
          {"steps", trace_steps(f.damage->trace, sources)}};
}

Json failure_json(const Failure& f, const SourceLines& sources) {
  Json inputs = Json::object();
  for (const auto& [key, value] : f.inputs) inputs[key] = value;
  return {{"verdict", protocol::name(f.verdict)},
          {"sentence", sentence(f)},
          {"message", f.message},
          {"test", f.test},
          {"claim", f.claim},
          {"seen", f.seen},
          {"allowed", f.allowed},
          {"scenario", f.scenario},
          {"inputs", std::move(inputs)},
          {"replay", f.replay},
          {"replayed", f.replayed},
          {"delays", f.delays},
          {"sampled", f.sampled},
          {"failing", f.failing},
          {"tried", f.tried},
          {"tasks", task_list(f.trace, sources)},
          {"accesses", accesses(f.trace, sources)},
          {"steps", trace_steps(f.trace, sources)},
          {"damage", damage(f, sources)},
          {"output", f.output}};
}

Json diagnostics(const CheckResult& result) {
  Json list = array();
  for (const protocol::Diagnostic& d : result.diagnostics)
    list.push_back({{"file", d.file},
                    {"line", d.line},
                    {"column", d.column},
                    {"severity", d.severity},
                    {"message", d.message},
                    {"source", d.source},
                    {"in_submission", d.in_submission}});
  return list;
}

}  // namespace

Json to_json(const CheckResult& result, const SourceLines& sources) {
  std::uint64_t schedules = 0;
  for (const protocol::Coverage& c : result.coverage) schedules += c.schedules;
  Json json{{"format", json_format},
            {"exercise", result.exercise},
            {"file", result.file},
            {"verdict", protocol::name(result.verdict)},
            {"steps", step_list(result)},
            {"schedules", schedules},
            {"claim", nullptr},
            {"coverage", coverage(result)},
            {"failure", nullptr},
            {"diagnostics", diagnostics(result)},
            {"not_written", result.not_written},
            {"notes", result.notes},
            {"seconds",
             {{"compile", result.times.compile},
              {"link", result.times.link},
              {"run", result.times.run},
              {"cached", result.times.cached}}}};
  // Only a pass claims anything.
  if (result.verdict == protocol::Verdict::pass) {
    json["claim"] = claim(result.coverage);
    if (const std::string weak = weak_order_remark(result.coverage);
        !weak.empty())
      json["claim_remark"] = weak;
  }
  if (result.failure) json["failure"] = failure_json(*result.failure, sources);
  return json;
}

std::string json_text(const CheckResult& result, const SourceLines& sources) {
  return to_json(result, sources)
             .dump(2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace course::report
