#include "judge/symbols.hpp"

#include <backtrace.h>
#include <cxxabi.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string_view>

#include "protocol/wire.hpp"

// In place of dl_iterate_phdr for libbacktrace (see CMakeLists.txt), which
// would read the debug information of the judge's own libraries, too: half the
// time of a report, where a distribution's debug packages are installed.
extern "C" int __wrap_dl_iterate_phdr(int (*)(dl_phdr_info*, std::size_t,
                                              void*),
                                      void*) {
  return 0;
}

namespace course::judge {

namespace {

// Libraries are loaded far above; libbacktrace is asked about the program only.
constexpr std::uint64_t program_end = std::uint64_t{1} << 32;
constexpr std::size_t answer_size = std::size_t{8} << 20;  // of address space

void ignore_error(void*, const char*, int) {}

int put_frame(void* writer, std::uintptr_t, const char* file, int line,
              const char* function) {
  if (!file) return 0;
  auto& w = *static_cast<protocol::Writer*>(writer);
  w.u8(1);
  w.text(file);
  w.u32(static_cast<std::uint32_t>(line));
  w.text(function ? function : "");
  return 0;
}

// In the child. Writes for each address its frames, each behind a 1, and a 0 at
// their end.
void look_up(const std::string& program,
             const std::set<std::uint64_t>& addresses, protocol::Writer& w) {
  backtrace_state* state =
      backtrace_create_state(program.c_str(), 0, ignore_error, nullptr);
  for (const std::uint64_t address : addresses) {
    // The call is the instruction before the return address.
    if (state && address < program_end)
      backtrace_pcinfo(state, address - 1, put_frame, ignore_error, &w);
    w.u8(0);
  }
}

void put_variable(void* writer, std::uintptr_t, const char* symbol,
                  std::uintptr_t address, std::uintptr_t size) {
  if (!symbol || size == 0) return;
  auto& w = *static_cast<protocol::Writer*>(writer);
  w.u8(1);
  w.u64(address);
  w.u64(size);
  w.text(symbol);
}

// `write` runs in a child, `read` here; nothing is read if the child fails.
template <class Write, class Read>
void in_child(Write write, Read read) {
  void* const shared = mmap(nullptr, answer_size, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return;
  auto* const bytes = static_cast<std::byte*>(shared);
  const pid_t child = fork();
  if (child == 0) {
    protocol::Writer w(bytes, answer_size);
    write(w);
    _exit(w.overflow() ? 1 : 0);
  }
  int status = 1;
  if (child > 0) waitpid(child, &status, 0);
  if (status == 0) {
    protocol::Reader r(bytes, answer_size);
    read(r);
  }
  munmap(shared, answer_size);
}

std::string demangled(const char* mangled) {
  // "n" alone would be read as the name of a type.
  if (!std::string_view(mangled).starts_with("_Z")) return mangled;
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
      abi::__cxa_demangle(mangled, nullptr, nullptr, &status), std::free);
  return status == 0 && name ? name.get() : mangled;
}

}  // namespace

std::string readable_variable(const char* mangled) {
  std::string name = demangled(mangled);
  const std::string_view text = mangled;
  // Of a variable whose type has two forms in libstdc++, such as std::string.
  if (const auto tag = name.find("[abi:"); tag != std::string::npos)
    name.resize(tag);
  // Virtual tables, guards, what the standard library or the linker made.
  if (text.starts_with("_ZT") || text.starts_with("_ZGV") ||
      text.starts_with("_ZSt") || text.starts_with("_ZNSt") ||
      (text.starts_with("_") && !text.starts_with("_Z")))
    return "";
  int depth = 0;
  for (std::size_t i = name.size(); i-- > 0;) {
    const char c = name[i];
    if (c == ')' || c == '>' || c == '}' || c == ']') ++depth;
    if (c == '(' || c == '<' || c == '{' || c == '[') --depth;
    if (c == ':' && depth == 0) return name.substr(i + 1);
  }
  return name;
}

std::string readable_function(const char* mangled) {
  std::string name = demangled(mangled);
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

protocol::Frame Symbols::frame(const std::string& file, int line,
                               const std::string& function) const {
  protocol::Frame f;
  f.function = readable_function(function.c_str());
  f.line = line;
  const std::string base = std::filesystem::path(file).filename();
  // A header of the system's may have the name of one of the reader's.
  if (submission_.contains(base) && !file.starts_with("/usr/"))
    f.owner = protocol::Owner::submission;
  else if (base == scenarios_)
    f.owner = protocol::Owner::scenario;
  f.file = f.owner == protocol::Owner::library ? file : base;
  return f;
}

protocol::Stack Symbols::stack(
    const std::vector<std::uint64_t>& return_addresses) {
  protocol::Stack stack;
  for (const std::uint64_t pc : return_addresses) {
    const auto known = known_.find(pc);
    if (known == known_.end())
      asked_.insert(pc);
    else
      stack.insert(stack.end(), known->second.begin(), known->second.end());
  }
  return stack;
}

void Symbols::resolve() {
  if (asked_.empty()) return;
  in_child([&](protocol::Writer& w) { look_up(program_, asked_, w); },
           [&](protocol::Reader& r) {
             for (const std::uint64_t address : asked_) {
               protocol::Stack& stack = known_[address];
               while (r.u8() == 1) {
                 const std::string file = r.text();
                 const int line = static_cast<int>(r.u32());
                 stack.push_back(frame(file, line, r.text()));
               }
             }
           });
  asked_.clear();
}

std::vector<protocol::Region> Symbols::variables(
    const std::set<std::uint64_t>& addresses) const {
  std::vector<protocol::Region> found;
  in_child(
      [&](protocol::Writer& w) {
        backtrace_state* state =
            backtrace_create_state(program_.c_str(), 0, ignore_error, nullptr);
        for (const std::uint64_t address : addresses)
          if (state && address < program_end)
            backtrace_syminfo(state, address, put_variable, ignore_error, &w);
        w.u8(0);
      },
      [&](protocol::Reader& r) {
        while (r.u8() == 1) {
          protocol::Region region;
          region.address = r.u64();
          region.size = r.u64();
          region.name = readable_variable(r.text().c_str());
          if (!region.name.empty()) found.push_back(std::move(region));
        }
      });
  return found;
}

}  // namespace course::judge
