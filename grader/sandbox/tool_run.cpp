#include "sandbox/tool_run.hpp"

#include <cstdlib>
#include <cstring>

#include "protocol/error.hpp"

namespace course::sandbox {
namespace {

Limits compiler_limits() {
  Limits limits;
  limits.cpu_seconds = 20;
  limits.wall_seconds = 120;
  limits.memory_bytes = std::size_t{3} << 29;   // 1.5 GiB
  limits.address_bytes = std::size_t{5} << 29;  // 2.5 GiB
  limits.file_bytes = std::size_t{256} << 20;
  limits.output_bytes = std::size_t{256} << 10;
  return limits;
}

// The sentence to show if the compiler did not come to an end of its own.
std::string refusal(const Ended& ended) {
  const std::string cause = "; a template or a constexpr without end?";
  const auto says = [&](const char* text) {
    return ended.output.find(text) != std::string::npos;
  };
  switch (ended.how) {
    case End::out_of_cpu:
    case End::out_of_time:
      return "the compiler is stopped after 20 seconds" + cause;
    case End::out_of_memory:
      return "the compiler is stopped at 1.5 GiB of memory" + cause;
    case End::too_many_processes:
    case End::too_much_output:
      return "the compiler is stopped: it prints or starts too much";
    case End::signalled:
      return "the compiler is ended by signal " + std::to_string(ended.code);
    default:
      break;
  }
  if (ended.code == 0) return {};
  if (says("out of memory") || says("memory exhausted") ||
      says("Cannot allocate memory"))
    return "the compiler runs out of memory" + cause;
  if (says("internal compiler error"))
    return "the compiler itself fails on this file (an internal error of it)" +
           cause;
  return {};
}

}  // namespace

ToolRun run_tool(std::vector<std::string> arguments,
                 const std::filesystem::path& folder,
                 const std::atomic<bool>* cancel) {
  Command command;
  command.arguments = std::move(arguments);
  // The compiler looks for assembler and linker in PATH.
  const char* path = std::getenv("PATH");
  command.environment = {std::string("PATH=") + (path ? path : "/usr/bin:/bin"),
                         "LC_ALL=C", "TMPDIR=" + folder.string()};
  command.directory = folder.string();
  command.limits = compiler_limits();
  command.cancel = cancel;
  ToolRun result;
  result.ended = run(command);
  if (result.ended.how == End::not_started)
    throw protocol::CourseError(
        "the tool " + command.arguments.front(),
        std::string("it cannot be started: ") +
            std::strerror(result.ended.code),
        "install g++ and binutils (./course doctor says how)");
  result.refused = refusal(result.ended);
  return result;
}

}  // namespace course::sandbox
