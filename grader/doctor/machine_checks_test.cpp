#include "doctor/machine_checks.hpp"

#include <doctest/doctest.h>

#include <functional>

using namespace course::doctor;

namespace {

constexpr std::uint64_t mebi = std::uint64_t{1} << 20, gibi = 1024 * mebi;

Machine healthy() {
  Machine m;
  m.architecture = "x86_64";
  m.processors = 4;
  m.load = 1;
  m.kernel = "6.1.0-18-amd64";
  m.fsgsbase = m.fixed_addresses = m.contained = true;
  m.memory.available = 8 * gibi;
  m.disk_free = 20 * gibi;
  return m;
}

struct Fault {
  const char* check;
  State state;
  std::function<void(Machine&)> make;
  const char* do_this;  // part of it
};

const Fault faults[] = {
    {"processor", State::failure,
     [](Machine& m) { m.architecture = "aarch64"; }, "x86-64"},
    {"kernel", State::failure, [](Machine& m) { m.kernel = "5.3.18-lp152"; },
     "Linux 5.4"},
    {"kernel", State::failure, [](Machine& m) { m.kernel = "4.4.0-Microsoft"; },
     "WSL 2"},
    {"fsgsbase", State::warning, [](Machine& m) { m.fsgsbase = false; },
     "Linux 5.9"},
    {"addresses", State::warning, [](Machine& m) { m.fixed_addresses = false; },
     "seccomp=unconfined"},
    {"containment", State::warning, [](Machine& m) { m.contained = false; },
     "run as root"},
    {"memory", State::failure,
     [](Machine& m) { m.memory.address_limit = 2 * gibi; }, "ulimit -v"},
    {"memory", State::warning,
     [](Machine& m) { m.memory.counted_when_reserved = true; },
     "vm.overcommit_memory=0"},
    {"memory", State::warning, [](Machine& m) { m.memory.limit = 512 * mebi; },
     "2 GiB"},
    {"memory", State::warning,
     [](Machine& m) { m.memory.available = 512 * mebi; }, "end other programs"},
    {"disk", State::warning, [](Machine& m) { m.disk_free = 500 * mebi; },
     "free some space"},
    {"disk", State::failure, [](Machine& m) { m.disk_free = 5 * mebi; },
     "free some space"},
    {"disk", State::failure, [](Machine& m) { m.disk_writable = false; },
     "place of yours"},
    {"load", State::warning, [](Machine& m) { m.load = 4.5; }, "measure"},
};

// What contains workers, if nothing does.
std::string advice(const std::function<void(Machine&)>& make) {
  Machine machine = healthy();
  machine.contained = false;
  make(machine);
  for (const Check& check : machine_checks(machine))
    if (check.name == "containment") return check.do_this;
  return "";
}

}  // namespace

TEST_CASE("on a healthy machine every check is good") {
  std::string names;
  for (const Check& check : machine_checks(healthy())) {
    CAPTURE(check.found);
    CHECK(check.state == State::good);
    CHECK(check.do_this.empty());
    CHECK_FALSE(check.found.empty());
    names += check.name + " ";
  }
  CHECK(names ==
        "processor kernel fsgsbase addresses containment seccomp memory disk "
        "load ");
}

TEST_CASE("one fault is one check that is not good, and says what to do") {
  for (const Fault& fault : faults) {
    Machine machine = healthy();
    fault.make(machine);
    const auto checks = machine_checks(machine);
    CHECK(usable(checks) == (fault.state != State::failure));
    for (const Check& check : checks) {
      CAPTURE(check.found);
      if (check.name == fault.check) {
        CHECK(check.state == fault.state);
        CHECK(check.do_this.find(fault.do_this) != std::string::npos);
      } else {
        CHECK(check.state == State::good);
      }
    }
  }
}

TEST_CASE("the setting that forbids a namespace is named") {
  const auto names = [](const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
  };
  CHECK(names(advice([](Machine& m) { m.max_namespaces = 0; }),
              "user.max_user_namespaces"));
  CHECK(names(advice([](Machine& m) { m.userns_clone = 0; }),
              "kernel.unprivileged_userns_clone=1"));
  CHECK(names(advice([](Machine& m) { m.apparmor_userns = 1; }),
              "kernel.apparmor_restrict_unprivileged_userns=0"));
  CHECK(names(advice([](Machine& m) { m.filtered = true; }),
              "--security-opt seccomp=unconfined"));
}

TEST_CASE("a filter matters only if it refuses what workers need") {
  Machine machine = healthy();
  machine.filtered = true;
  CHECK(machine_checks(machine)[5].state == State::good);
  machine.fixed_addresses = false;
  CHECK(machine_checks(machine)[5].state == State::warning);
}

TEST_CASE("this machine has a processor, a kernel, memory and a disk") {
  const Machine machine = this_machine("/");
  CHECK_FALSE(machine.architecture.empty());
  CHECK_FALSE(machine.kernel.empty());
  CHECK(machine.processors >= 1);
  CHECK(machine.memory.available > 0);
  CHECK(machine.disk_free > 0);
}
