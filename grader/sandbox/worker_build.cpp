#include "sandbox/worker_build.hpp"

#include <algorithm>

#include "sandbox/tool_run.hpp"

namespace fs = std::filesystem;

namespace course::sandbox {
namespace {

// A tool that fails has at least one diagnostic: its first line at worst.
void explain(const Ended& ended, const std::string& tool,
             std::vector<protocol::Diagnostic>& diagnostics) {
  if (std::any_of(diagnostics.begin(), diagnostics.end(),
                  [](const auto& d) { return d.severity == "error"; }))
    return;
  protocol::Diagnostic d;
  d.file = fs::path(tool).filename().string();
  d.severity = "error";
  d.message = ended.output.substr(0, ended.output.find('\n'));
  if (d.message.empty()) d.message = "fails without a message";
  diagnostics = {d};
}

}  // namespace

Built WorkerBuild::run(const std::string& key,
                       const std::function<bool()>& steps) {
  if (const fs::path folder = cache_.find(key); !folder.empty()) {
    built_.worker = folder / program;
    built_.ok = built_.cached = fs::exists(built_.worker);
    if (built_.ok) return std::move(built_);
    fs::remove_all(folder);  // somebody has cleaned up half of it
  }
  folder_ = cache_.start();
  std::error_code ignored;
  try {
    built_.ok = steps();
  } catch (...) {
    fs::remove_all(folder_, ignored);
    throw;
  }
  if (built_.ok)
    built_.worker = cache_.keep(folder_, key) / program;
  else
    fs::remove_all(folder_, ignored);
  return std::move(built_);
}

bool WorkerBuild::tool(std::vector<std::string> arguments,
                       double Built::*seconds, const Reader& read) {
  const std::string name = arguments.front();
  const ToolRun run = run_tool(std::move(arguments), folder_, cancel_);
  built_.*seconds += run.ended.wall_seconds;
  built_.cancelled = run.cancelled();
  built_.refused = run.refused;
  if (built_.cancelled || !built_.refused.empty()) return false;
  std::vector<protocol::Diagnostic> found = read(run.ended.output);
  if (run.ended.code == 0) {  // warnings
    built_.diagnostics.insert(built_.diagnostics.end(), found.begin(),
                              found.end());
    return true;
  }
  built_.diagnostics = std::move(found);
  explain(run.ended, name, built_.diagnostics);
  return false;
}

}  // namespace course::sandbox
