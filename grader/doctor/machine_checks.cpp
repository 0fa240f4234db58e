#include "doctor/machine_checks.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <utility>

namespace course::doctor {
namespace {

constexpr std::uint64_t mebi = std::uint64_t{1} << 20, gibi = 1024 * mebi;
// Below it, a compiler and two workers at a time may not find room.
constexpr std::uint64_t comfortable_memory = gibi;
// A worker reserves 3.1 GiB and uses little of it (runtime/core/layout.hpp).
constexpr std::uint64_t needed_addresses = 13 * gibi / 4;
// A build takes 250 MiB, the kept workers as much again.
constexpr std::uint64_t comfortable_disk = gibi, needed_disk = 50 * mebi;

constexpr const char* unconfine =
    "in a container: --security-opt seccomp=unconfined";

std::string gibibytes(std::uint64_t bytes) {
  return fmt::format("{:.1f} GiB", static_cast<double>(bytes) / gibi);
}

Check processor_check(const Machine& machine) {
  const std::string model =
      machine.processor.empty() ? "" : ": " + machine.processor;
  if (machine.architecture == "x86_64")
    return {.name = "processor", .found = "x86-64" + model};
  return {.name = "processor",
          .state = State::failure,
          .found = machine.architecture + model,
          .do_this =
              "use an x86-64 processor: the grader switches fibers by "
              "its instructions"};
}

std::pair<int, int> version(const std::string& release) {
  std::pair<int, int> v{0, 0};
  std::sscanf(release.c_str(), "%d.%d", &v.first, &v.second);
  return v;
}

Check kernel_check(const Machine& machine) {
  Check check{.name = "kernel", .found = "Linux " + machine.kernel};
  if (version(machine.kernel) >= std::pair(5, 4)) return check;
  check.state = State::failure;
  check.found += ", older than 5.4";
  check.do_this = "use Linux 5.4 or later; on Windows, WSL 2 and not WSL 1";
  return check;
}

Check fsgsbase_check(const Machine& machine) {
  if (machine.fsgsbase)
    return {.name = "fsgsbase",
            .found = "threads of a submission are switched by an instruction"};
  return {.name = "fsgsbase",
          .state = State::warning,
          .found =
              "not available: slower with thread_local variables: the "
              "fallback switches by system call",
          .do_this =
              "nothing; Linux 5.9 has it, unless a virtual machine hides "
              "it"};
}

Check addresses_check(const Machine& machine) {
  if (machine.fixed_addresses)
    return {.name = "addresses", .found = "the same in every run of a worker"};
  return {.name = "addresses",
          .state = State::warning,
          .found =
              "randomised: a submission that looks at them may get another "
              "verdict each time",
          .do_this = std::string("allow personality(ADDR_NO_RANDOMIZE); ") +
                     unconfine};
}

// What stands in the way of a user namespace.
std::string way_to_contain(const Machine& machine) {
  if (machine.max_namespaces == 0)
    return "as root: sysctl user.max_user_namespaces=15000";
  if (machine.userns_clone == 0)
    return "as root: sysctl kernel.unprivileged_userns_clone=1";
  if (machine.filtered) return unconfine;
  if (machine.apparmor_userns.value_or(0) != 0)
    return "as root: sysctl kernel.apparmor_restrict_unprivileged_userns=0";
  return "let this user make user namespaces, or run as root";
}

Check containment_check(const Machine& machine) {
  if (machine.contained)
    return {.name = "containment",
            .found = "each worker has a PID namespace of its own"};
  return {.name = "containment",
          .state = State::warning,
          .found =
              "no PID namespace: processes that a submission leaves behind "
              "are looked for and killed one by one",
          .do_this = way_to_contain(machine)};
}

Check seccomp_check(const Machine& machine) {
  if (!machine.filtered)
    return {.name = "seccomp", .found = "no system call is refused"};
  if (machine.fixed_addresses && machine.contained)
    return {.name = "seccomp",
            .found = "a filter is there and refuses nothing that is needed"};
  return {
      .name = "seccomp",
      .state = State::warning,
      .found = "a filter refuses system calls, perhaps what is missing above",
      .do_this = unconfine};
}

Check memory_check(const Machine& machine) {
  const Memory& memory = machine.memory;
  Check check{.name = "memory",
              .found = gibibytes(memory.available) + " available",
              .details = {{"available_bytes", memory.available}}};
  if (memory.limit) {
    check.found += fmt::format(", {} for this container or control group",
                               gibibytes(*memory.limit));
    check.details["limit_bytes"] = *memory.limit;
  }
  if (memory.address_limit && *memory.address_limit < needed_addresses) {
    check.state = State::failure;
    check.found =
        fmt::format("a process may reserve {}, and a worker reserves 3.1 GiB",
                    gibibytes(*memory.address_limit));
    check.do_this = "ulimit -v unlimited";
  } else if (memory.counted_when_reserved) {
    check.state = State::warning;
    check.found +=
        "; what is reserved counts as used, and a worker reserves "
        "3.1 GiB";
    check.do_this = "as root: sysctl vm.overcommit_memory=0";
  } else if (std::min(memory.available,
                      memory.limit.value_or(memory.available)) <
             comfortable_memory) {
    check.state = State::warning;
    check.found += "; the compiler may find too little";
    check.do_this = "end other programs, or give the container 2 GiB";
  }
  return check;
}

Check disk_check(const Machine& machine) {
  Check check{.name = "disk",
              .found = gibibytes(machine.disk_free) + " free for build/",
              .details = {{"free_bytes", machine.disk_free}}};
  if (!machine.disk_writable) {
    check.state = State::failure;
    check.found = "build/ cannot be written by this user";
    check.do_this =
        "make the folder writable, or copy the course to a place of yours";
    return check;
  }
  if (machine.disk_free >= comfortable_disk) return check;
  check.state =
      machine.disk_free < needed_disk ? State::failure : State::warning;
  check.found = fmt::format("{} MiB free for build/", machine.disk_free / mebi);
  check.do_this = "free some space; build/release/workers may go at any time";
  return check;
}

Check load_check(const Machine& machine) {
  Check check{
      .name = "load",
      .found =
          fmt::format("{:.1f} on {} processor{}", machine.load,
                      machine.processors, machine.processors == 1 ? "" : "s"),
      .details = {{"load", machine.load}, {"processors", machine.processors}}};
  if (machine.load <= machine.processors) return check;
  check.state = State::warning;
  check.found += ": timings are not to be trusted now; verdicts are";
  check.do_this = "nothing, unless you measure";
  return check;
}

}  // namespace

std::vector<Check> machine_checks(const Machine& machine) {
  std::vector<Check> checks;
  for (auto* check :
       {processor_check, kernel_check, fsgsbase_check, addresses_check,
        containment_check, seccomp_check, memory_check, disk_check, load_check})
    checks.push_back(check(machine));
  return checks;
}

}  // namespace course::doctor
