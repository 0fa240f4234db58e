// The program that process_test.cpp runs: the first argument says how it
// behaves. Never start the violent ones by hand.
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "protocol/mapping.hpp"

namespace {

[[noreturn]] void burn() {
  for (std::atomic<long> n{0};;) ++n;
}

void list_descriptors() {
  DIR* open = opendir("/proc/self/fd");
  std::string list;
  while (const dirent* entry = readdir(open))
    if (const int fd = std::atoi(entry->d_name);
        entry->d_name[0] != '.' && fd != dirfd(open))
      list += std::to_string(fd) + " ";
  std::puts(list.c_str());
}

void answer_mapping() {
  using course::protocol::Mapping;
  void* at = mmap(nullptr, sizeof(Mapping), PROT_READ | PROT_WRITE, MAP_SHARED,
                  course::protocol::mapping_descriptor, 0);
  auto& mapping = *static_cast<Mapping*>(at);
  mapping.response.schedules = mapping.request.seed + 1;
  mapping.summary[sizeof mapping.summary - 1] = std::byte{7};
  std::printf("%d\n", ftruncate(course::protocol::mapping_descriptor, 0));
}

// Is ready that many times, then ends with that status.
int take_turns(int turns) {
  char turn = 1;
  for (int i = 0; i < turns; ++i)
    if (write(course::protocol::turns_descriptor, &turn, 1) != 1 ||
        read(course::protocol::turns_descriptor, &turn, 1) != 1)
      return 1;
  return turns;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string how = count > 1 ? arguments[1] : "";
  const int number = count > 2 ? std::atoi(arguments[2]) : 0;
  if (how == "exit") return number;
  if (how == "signal") return raise(number);
  if (how == "burn") burn();
  if (how == "burn-in-child")
    if (fork() == 0) burn();
  if (how == "flood")
    for (const std::string line(4096, 'x');;)
      if (write(1, line.data(), line.size()) < 0) return 1;
  if (how == "bomb")
    for (;;) fork();
  if (how == "eat")
    for (std::size_t size = 1 << 20;;) std::memset(std::malloc(size), 1, size);
  if (how == "leave") {  // children that outlive this process
    for (int i = 0; i < number; ++i)
      if (fork() == 0) {
        if (i % 2 == 1) setsid();
        for (;;) pause();
      }
    return 0;
  }
  if (how == "leave-zombie") {
    if (const pid_t child = fork(); child == 0)
      pause();
    else
      kill(child, SIGKILL);
    return 0;
  }
  if (how == "pause" || how == "burn-in-child") pause();
  if (how == "read") {  // an empty pipe whose write end stays open
    int ends[2];
    char c;
    if (pipe(ends) != 0) return 1;
    return static_cast<int>(read(ends[0], &c, 1));
  }
  if (how == "wait") {  // for a child that reads
    if (fork() == 0) execl(arguments[0], arguments[0], "read", nullptr);
    wait(nullptr);
  }
  if (how == "descriptors") list_descriptors();
  if (how == "address")
    std::printf("%p %d\n", static_cast<const void*>(&how), getpid());
  if (how == "stdin") return static_cast<int>(getchar() == EOF);
  if (how == "environment")
    for (char** e = environ; *e; ++e) std::puts(*e);
  if (how == "directory") std::puts(get_current_dir_name());
  if (how == "streams") {
    std::fputs("to stdout, ", stdout);
    std::fflush(stdout);
    std::fputs("to stderr", stderr);
  }
  if (how == "write-file") {
    FILE* file = std::tmpfile();
    for (const std::string mebi(1 << 20, 'x');;)
      if (std::fwrite(mebi.data(), 1, mebi.size(), file) < mebi.size())
        return 1;
  }
  if (how == "mapping") answer_mapping();
  if (how == "turns") return take_turns(number);
  if (how == "leave-in-turn" && fork() != 0) return take_turns(number);
  if (how == "leave-in-turn") pause();
  return 0;
}
