#include "cli/demo_run.hpp"

#include <cstdlib>

#include "cli/own_command.hpp"
#include "course/scratch_folder.hpp"
#include "judge/program.hpp"
#include "protocol/error.hpp"
#include "sandbox/process.hpp"
#include "sandbox/tool_run.hpp"

namespace course::cli {
namespace {

namespace fs = std::filesystem;
using protocol::CourseError;

sandbox::Ended run(Session& session, const std::string& program) {
  const char* path = std::getenv("PATH");
  sandbox::Command command;
  command.arguments = {program};
  command.environment = {
      "LC_ALL=C.UTF-8", std::string("PATH=") + (path ? path : "/usr/bin:/bin")};
  command.directory = session.root().string();
  command.limits.cpu_seconds = 120;
  command.limits.wall_seconds = 120;
  command.limits.memory_bytes = std::size_t{4} << 30;
  command.limits.processes = 200;
  command.stuck_cpu_seconds = 120;  // a demo may compute
  command.cancel = &session.cancel();
  return sandbox::run(command);
}

std::string compile(Session& session, const lesson::Demo& demo,
                    const fs::path& folder) {
  const std::string program = (folder / demo.name).string();
  const sandbox::ToolRun compiled = sandbox::run_tool(
      {sandbox::default_toolchain().compiler, "-std=c++20", "-O2", "-pthread",
       (session.root() / demo.source()).string(), "-o", program},
      folder, &session.cancel());
  if (!session.stopped() && compiled.ended.code != 0)
    throw CourseError(
        "that " + demo.source().string() + " compiles", compiled.ended.output,
        "undo your change, for example with git checkout lessons");
  return program;
}

[[noreturn]] void ended_badly(const lesson::Demo& demo, int status,
                              const std::string& output) {
  throw CourseError("that the demo " + demo.name + " ends as it should",
                    "it ends with status " + std::to_string(status) +
                        ", after printing:\n" + output,
                    "see " + demo.source().string());
}

std::string run_plain(Session& session, const lesson::Demo& demo) {
  const content::ScratchFolder folder(fs::temp_directory_path());
  const std::string program = compile(session, demo, folder.path());
  if (session.stopped()) return "";
  const sandbox::Ended ended = run(session, program);
  if (session.stopped()) return "";
  if (ended.how != sandbox::End::exited || ended.code != 0)
    ended_badly(demo, ended.code, ended.output);
  return ended.output;
}

std::string run_in_virtual_time(Session& session, const lesson::Demo& demo) {
  return session.output(
      judge::program_assignment({{session.root() / demo.source()}, {}}, {},
                                "./course demo " + demo.name));
}

std::string explore(Session& session, const lesson::Demo& demo) {
  std::vector<std::string> words{"explore"};
  words.insert(words.end(), demo.options.begin(), demo.options.end());
  words.push_back(demo.source().string());
  const CommandOutput ran = run_own_command(session, std::move(words));
  if (session.stopped()) return "";
  // It exits with 1 when it has found something.
  if (ran.status != passed && ran.status != not_passed)
    ended_badly(demo, ran.status, ran.errors + ran.output);
  return ran.output;
}

}  // namespace

std::string run_demo(Session& session, const lesson::Demo& demo) {
  if (demo.plain()) return run_plain(session, demo);
  return demo.run == lesson::Run::virtual_time
             ? run_in_virtual_time(session, demo)
             : explore(session, demo);
}

}  // namespace course::cli
