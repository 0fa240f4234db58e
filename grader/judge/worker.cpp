#include "judge/worker.hpp"

#include "judge/exchange.hpp"

namespace course::judge {
namespace {

using protocol::Mode;

std::shared_ptr<sandbox::SharedMapping> make_request(const Question& q,
                                                     Mode mode) {
  auto mapping = std::make_shared<sandbox::SharedMapping>();
  put_question((*mapping)->request, q, mode);
  return mapping;
}

}  // namespace

Answer Worker::explore(const Question& q, const Budget& b) const {
  const auto mapping = make_request(q, Mode::explore);
  put_exploration((*mapping)->request, q, b);
  Answer a = ask(mapping);
  a.coverage = coverage_of(q, (*mapping)->response);
  return a;
}

Answer Worker::run(const Question& q,
                   const std::vector<Schedule>& schedules) const {
  auto mapping = make_request(q, Mode::run);
  put_schedules(**mapping, schedules);
  return ask(mapping);
}

Answer Worker::trace(const Question& q, const Schedule& schedule) const {
  auto mapping = make_request(q, Mode::trace);
  put_schedules(**mapping, {schedule});
  return ask(mapping);
}

void Worker::put_kind(protocol::Request& r) const {
  if (arguments_) r.flags |= protocol::whole_program;
}

sandbox::Command Worker::command_for(
    const sandbox::SharedMapping& mapping) const {
  sandbox::Command command;
  command.arguments = {program_.string()};
  if (arguments_)
    command.arguments.insert(command.arguments.end(), arguments_->begin(),
                             arguments_->end());
  command.environment = {"LANG=C", "LC_ALL=C", "PATH=/usr/bin:/bin", "TZ=UTC"};
  command.directory = "/";
  command.mapping = mapping.fd();
  // Safety nets only: what a schedule may cost is counted in the worker.
  command.limits.cpu_seconds = 60;
  command.limits.wall_seconds = 600;
  command.progress = &mapping->response.progress;
  command.cancel = cancel_;
  return command;
}

Answer Worker::ask(
    const std::shared_ptr<sandbox::SharedMapping>& mapping) const {
  put_kind((*mapping)->request);
  const sandbox::Ended ended = sandbox::run(command_for(*mapping));
  Answer a = read_answer(**mapping, ended);
  a.mapping = mapping;
  return a;
}

}  // namespace course::judge
