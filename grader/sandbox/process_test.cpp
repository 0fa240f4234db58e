#include "sandbox/process.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <thread>

#include "sandbox/process_tree.hpp"
#include "sandbox/shared_mapping.hpp"

using namespace course::sandbox;

namespace {

Command probe(const std::string& how, const std::string& number = "") {
  Command command;
  command.arguments = {COURSE_PROBE, how, number};
  return command;
}

const std::atomic<std::uint64_t> no_progress{0};

}  // namespace

TEST_CASE("run tells how a program ended") {
  CHECK(run(probe("exit", "0")).how == End::exited);
  CHECK(run(probe("exit", "42")).code == 42);
  for (int signal : {SIGTERM, SIGABRT, SIGSEGV, SIGKILL, SIGINT}) {
    const Ended ended = run(probe("signal", std::to_string(signal)));
    CHECK(ended.how == End::signalled);
    CHECK(ended.code == signal);
  }
}

TEST_CASE("a program that cannot be started is told with its errno") {
  Command command;
  command.arguments = {"/nowhere/program"};
  Ended ended = run(command);
  CHECK(ended.how == End::not_started);
  CHECK(ended.code == ENOENT);
  command.arguments = {"/dev/null"};
  ended = run(command);
  CHECK(ended.how == End::not_started);
  CHECK(ended.code == EACCES);
  command = probe("exit", "0");
  command.directory = "/nowhere";
  CHECK(run(command).how == End::not_started);
}

TEST_CASE("a program gets what the command says and nothing else") {
  Command command = probe("environment");
  command.environment = {"LANG=C", "ANSWER=42"};
  CHECK(run(command).output == "LANG=C\nANSWER=42\n");
  command = probe("directory");
  command.directory = "/usr";
  CHECK(run(command).output == "/usr\n");
  CHECK(run(probe("stdin")).code == 1);
  CHECK(run(probe("streams")).output == "to stdout, to stderr");
}

TEST_CASE("a program sees the descriptors 0 to 3 only, or to 4") {
  const int extra = ::open("/dev/null", O_RDONLY);  // without O_CLOEXEC
  CHECK(run(probe("descriptors")).output == "0 1 2 \n");
  Command command = probe("descriptors");
  command.mapping = extra;
  CHECK(run(command).output == "0 1 2 3 \n");
  command.takes_turns = true;
  CHECK(run(command).output == "0 1 2 3 4 \n");
  ::close(extra);
}

TEST_CASE("addresses and process ids are the same in every run") {
  const std::string first = run(probe("address")).output;
  CHECK(!first.empty());
  CHECK(run(probe("address")).output == first);
}

TEST_CASE("judge and program share a mapping, which keeps its size") {
  SharedMapping mapping;
  mapping->request.seed = 41;
  Command command = probe("mapping");
  command.mapping = mapping.fd();
  CHECK(run(command).output == "-1\n");
  CHECK((*mapping).response.schedules == 42);
  CHECK(mapping->summary[sizeof mapping->summary - 1] == std::byte{7});
  CHECK(SharedMapping()->response.schedules == 0);
}

TEST_CASE("processor time is limited, that of children included") {
  for (const char* how : {"burn", "burn-in-child"}) {
    Command command = probe(how);
    command.limits.cpu_seconds = how[4] == '\0' ? 1 : 0.2;
    const Ended ended = run(command);
    CHECK(ended.how == End::out_of_cpu);
    CHECK(ended.cpu_seconds >= command.limits.cpu_seconds);
  }
}

TEST_CASE("wall-clock time is limited") {
  Command command = probe("pause");
  command.limits.wall_seconds = 0.05;
  CHECK(run(command).how == End::out_of_time);
}

TEST_CASE("output is kept up to a limit, and a flood is ended") {
  Command command = probe("flood");
  command.limits.output_bytes = 1000;
  const Ended ended = run(command);
  CHECK(ended.how == End::too_much_output);
  CHECK(ended.output == std::string(1000, 'x'));
  CHECK(ended.output_cut);
  CHECK(!run(probe("streams")).output_cut);
}

TEST_CASE("memory is limited") {
  Command command = probe("eat");
  command.limits.memory_bytes = 100u << 20;
  const Ended ended = run(command);
  CHECK(ended.how == End::out_of_memory);
  CHECK(ended.peak_memory > command.limits.memory_bytes);
}

TEST_CASE("address space and file size are limited") {
  Command command = probe("eat");
  command.limits.address_bytes = 100u << 20;
  CHECK(run(command).code == SIGSEGV);  // malloc gives null
  command = probe("write-file");
  command.limits.file_bytes = 4u << 20;
  CHECK(run(command).code == SIGXFSZ);
}

TEST_CASE("a fork bomb is ended") {
  const Ended ended = run(probe("bomb"));
  CHECK(ended.how == End::too_many_processes);
  CHECK(descendants(::getpid(), 1).empty());
}

TEST_CASE("processes left behind are counted and killed") {
  for (bool contain : {true, false}) {
    CAPTURE(contain);
    Command command = probe("leave", "3");
    command.contain = contain;
    const Ended ended = run(command);
    CHECK(ended.how == End::exited);
    CHECK(ended.code == 0);
    CHECK(ended.left_behind == 3);
    CHECK(descendants(::getpid(), 1).empty());
    // One that is being killed already was not left behind.
    command.arguments[1] = "leave-zombie";
    CHECK(run(command).left_behind == 0);
  }
}

TEST_CASE("a server works until it ends, or nobody wants more") {
  for (bool contain : {true, false}) {
    CAPTURE(contain);
    Command command = probe("turns", "2");
    command.contain = contain;
    command.takes_turns = true;
    {
      Server server(command);
      CHECK_FALSE(server.work());
      CHECK_FALSE(server.work());
      const std::optional<Ended> ended = server.work();
      REQUIRE(ended);
      CHECK(ended->how == End::exited);
      CHECK(ended->code == 2);
    }
    {
      Server server(command);
      CHECK_FALSE(server.work());
      CHECK(descendants(::getpid(), 1).size() == 1);
    }
    CHECK(descendants(::getpid(), 1).empty());
    command.arguments[1] = "leave-in-turn";
    Server server(command);
    const std::optional<Ended> ended = server.work();
    REQUIRE(ended);
    CHECK(ended->left_behind == 1);
    CHECK(descendants(::getpid(), 1).empty());
  }
}

TEST_CASE("limits hold while a server works") {
  Command command = probe("burn");
  command.takes_turns = true;
  command.limits.cpu_seconds = 0.1;
  CHECK(Server(command).work()->how == End::out_of_cpu);
  std::atomic<bool> cancel{true};
  command = probe("pause");
  command.takes_turns = true;
  command.cancel = &cancel;
  CHECK(Server(command).work()->how == End::cancelled);
}

TEST_CASE("without a PID namespace limits hold as well") {
  Command command = probe("burn-in-child");
  command.contain = false;
  command.limits.cpu_seconds = 0.1;
  CHECK(run(command).how == End::out_of_cpu);
  CHECK(descendants(::getpid(), 1).empty());
  command.arguments = probe("exit", "3").arguments;
  CHECK(run(command).code == 3);
  CHECK(!run(command).contained);
}

TEST_CASE("a program that stands still is ended, and its call is named") {
  const std::pair<const char*, const char*> calls[] = {
      {"pause", "pause(2)"}, {"read", "read(2)"}, {"wait", "read(2)"}};
  for (const auto& [how, call] : calls) {
    Command command = probe(how);
    command.progress = &no_progress;
    command.stall_seconds = 0.1;
    const Ended ended = run(command);
    CHECK(ended.how == End::stalled);
    CHECK(ended.stuck_in == call);
  }
}

TEST_CASE("a program that computes or makes progress is not stalled") {
  Command command = probe("burn");
  command.progress = &no_progress;
  command.stall_seconds = 0.1;
  command.limits.cpu_seconds = 0.4;
  CHECK(run(command).how == End::out_of_cpu);

  std::atomic<std::uint64_t> progress{0};
  std::jthread grows([&](std::stop_token stop) {
    while (!stop.stop_requested()) {
      ++progress;
      std::this_thread::yield();
    }
  });
  command = probe("pause");
  command.progress = &progress;
  command.stall_seconds = 0.1;
  command.limits.wall_seconds = 0.4;
  CHECK(run(command).how == End::out_of_time);
}

TEST_CASE("a run can be cancelled") {
  std::atomic<bool> cancel{true};
  Command command = probe("pause");
  command.cancel = &cancel;
  CHECK(run(command).how == End::cancelled);
}

TEST_CASE("several threads may run programs at a time") {
  std::vector<std::jthread> threads;
  std::atomic<int> right{0};
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&right, i] {
      for (int n = 0; n < 10; ++n)
        right += run(probe("exit", std::to_string(i))).code == i;
    });
  threads.clear();
  CHECK(right == 40);
}

// Last: it ends every later run as well.
TEST_CASE("interrupt_all ends every run") {
  std::jthread interrupts([] { interrupt_all(); });
  CHECK(run(probe("pause")).how == End::cancelled);
  CHECK(interrupted());
}
