#include "judge/symbols.hpp"

#include <backtrace.h>
#include <cxxabi.h>

#include <cstdlib>
#include <filesystem>

namespace course::judge {

namespace {

// Libraries are loaded far above; libbacktrace is asked about the program only.
constexpr std::uint64_t program_end = std::uint64_t{1} << 32;

void ignore_error(void*, const char*, int) {}

struct Collector {
  std::vector<std::tuple<std::string, int, std::string>> frames;
  static int add(void* self, std::uintptr_t, const char* file, int line, const char* function) {
    static_cast<Collector*>(self)->frames.emplace_back(file ? file : "", line, function ? function : "");
    return 0;
  }
};

}  // namespace

std::string readable_function(const char* mangled) {
  int status = 0;
  std::unique_ptr<char, void (*)(void*)> demangled(abi::__cxa_demangle(mangled, nullptr, nullptr, &status), std::free);
  std::string name = status == 0 && demangled ? demangled.get() : mangled;
  // Parameters begin at the last '(' on the outermost level of brackets.
  int depth = 0;
  for (std::size_t i = name.size(); i-- > 0;) {
    const char c = name[i];
    if (c == ')' || c == '>' || c == '}') ++depth;
    if (c == '(' || c == '<' || c == '{') --depth;
    if (c == '(' && depth == 0) {
      if (i >= 8 && name.compare(i - 8, 8, "operator") == 0) break;
      name.resize(i);
      break;
    }
  }
  return name;
}

Symbols::Symbols(const std::string& program, std::string submission, std::string scenarios)
    : program_(program), submission_(std::move(submission)), scenarios_(std::move(scenarios)) {
  // The state keeps the pointer to the name and lives as long as the process.
  state_ = backtrace_create_state(program_.c_str(), 0, ignore_error, nullptr);
}

protocol::Frame Symbols::frame(const char* file, int line, const char* function) const {
  protocol::Frame f;
  f.function = readable_function(function);
  f.line = line;
  const std::string base = std::filesystem::path(file).filename();
  if (base == submission_)
    f.owner = protocol::Owner::submission;
  else if (base == scenarios_)
    f.owner = protocol::Owner::scenario;
  f.file = f.owner == protocol::Owner::library ? file : base;
  return f;
}

const std::vector<protocol::Frame>& Symbols::at(std::uint64_t return_address) {
  const auto [at, fresh] = known_.try_emplace(return_address);
  if (!fresh || !state_ || return_address >= program_end) return at->second;
  Collector collector;
  // The call is the instruction before the return address.
  backtrace_pcinfo(state_, return_address - 1, Collector::add, ignore_error, &collector);
  for (const auto& [file, line, function] : collector.frames)
    if (!file.empty()) at->second.push_back(frame(file.c_str(), line, function.c_str()));
  return at->second;
}

protocol::Stack Symbols::stack(const std::vector<std::uint64_t>& return_addresses) {
  protocol::Stack stack;
  for (const std::uint64_t pc : return_addresses)
    for (const auto& f : at(pc)) stack.push_back(f);
  return stack;
}

}  // namespace course::judge
