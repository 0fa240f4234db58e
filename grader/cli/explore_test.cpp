// `course explore` from outside: programs of every kind, and what is said of
// them.
#include <doctest/doctest.h>
#include <stdio.h>
#include <sys/wait.h>

#include <filesystem>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "course/test_folder.hpp"

namespace {

using course::content::TestFolder;

struct Explored {
  int status = -1;
  std::string output;  // stdout and stderr
  bool says(const std::string& text) const {
    return output.find(text) != std::string::npos;
  }
};

class Programs {
 public:
  explicit Programs(
      std::initializer_list<std::pair<const char*, const char*>> files) {
    for (const auto& [name, text] : files) folder_.write(name, text);
  }
  Explored explore(const std::string& arguments) const {
    Explored result;
    const std::string command = "cd " + folder_.path().string() +
                                " && " COURSE_PROGRAM " explore " + arguments +
                                " 2>&1";
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe);
    char buffer[4096];
    while (const std::size_t n = fread(buffer, 1, sizeof buffer, pipe))
      result.output.append(buffer, n);
    const int status = pclose(pipe);
    result.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return result;
  }

 private:
  TestFolder folder_;
};

constexpr const char* racy =
    "#include <thread>\n"
    "int n;\n"
    "int main() {\n"
    "  std::thread t([] { ++n; });\n"
    "  ++n;\n"
    "  t.join();\n"
    "  return 0;\n"
    "}\n";

}  // namespace

TEST_CASE("headers beside the program are the reader's own, too") {
  const Programs programs({{"counter.hpp",
                            "#pragma once\n"
                            "struct Counter {\n"
                            "  void add() { ++count_; }\n"
                            "  int count_ = 0;\n"
                            "};\n"},
                           {"main.cpp",
                            "#include \"counter.hpp\"\n"
                            "#include <thread>\n"
                            "int main() {\n"
                            "  static Counter c;\n"
                            "  std::thread t([] { c.add(); });\n"
                            "  c.add();\n"
                            "  t.join();\n"
                            "}\n"}});
  const Explored found = programs.explore("main.cpp");
  CHECK(found.status == 1);
  CHECK(found.says("two threads touch c.count_"));
  CHECK(found.says("counter.hpp:3"));
  CHECK(found.says("void add() { ++count_; }"));
}

TEST_CASE("a finding names its lines, and the command shown replays it") {
  const Programs programs({{"racy.cc", racy}});
  const Explored found = programs.explore("racy.cc");
  CHECK(found.status == 1);
  CHECK(found.says("data-race: two threads touch"));
  CHECK(found.says("racy.cc:5"));
  const std::string mark = "./course explore ";
  const auto at = found.output.find(mark);
  REQUIRE(at != std::string::npos);
  const auto end = found.output.find('\n', at);
  const Explored again = programs.explore(
      found.output.substr(at + mark.size(), end - at - mark.size()));
  CHECK(again.status == 1);
  CHECK(again.says("data-race"));
  CHECK(programs.explore("racy.cc --no-races").status == 0);
  const Explored other = programs.explore("racy.cc --replay nonsense");
  CHECK(other.status == 2);
  CHECK(other.says("needed: a replay string"));
}

TEST_CASE("for machines there is the whole finding") {
  const Programs programs({{"racy.cc", racy}});
  const auto json =
      nlohmann::json::parse(programs.explore("racy.cc --json").output);
  CHECK(json["verdict"] == "data-race");
  CHECK(json["failure"]["replayed"] == true);
}

TEST_CASE("C, several files, and arguments behind two dashes") {
  const Programs programs({{"count.c", "int count(int n) { return n; }\n"},
                           {"main.c",
                            "int count(int);\n"
                            "int main(int argc, char** argv) { return "
                            "count(argc - 2) + !argv; }\n"}});
  CHECK(programs.explore("main.c count.c -- one").status == 0);
  const Explored three = programs.explore("main.c count.c -- one two three");
  CHECK(three.status == 1);
  CHECK(three.says("wrong-result: the program gives the exit status 2"));
  CHECK(three.says("-- one two three\n"));  // the command to replay it
}

TEST_CASE("faults are named, and off unless they are allowed") {
  const Programs programs(
      {{"weak.cc",
        "#include <atomic>\n"
        "int main() {\n"
        "  std::atomic<int> n{0};\n"
        "  int old = 0;\n"
        "  return n.compare_exchange_weak(old, 1) ? 0 : 1;\n"
        "}\n"}});
  CHECK(programs.explore("weak.cc").status == 0);
  const Explored fault = programs.explore("weak.cc --faults weak-cas");
  CHECK(fault.status == 1);
  CHECK(fault.says("fails without reason (injected)"));
  CHECK(programs.explore("weak.cc --faults weak").status == 2);
}

TEST_CASE("a child, and who still holds the pipe it reads from") {
  const Programs programs({{"held.c",
                            "#include <sys/wait.h>\n"
                            "#include <unistd.h>\n"
                            "int main(void) {\n"
                            "  int ends[2];\n"
                            "  char c;\n"
                            "  if (pipe(ends)) return 1;\n"
                            "  if (fork() == 0) _exit(read(ends[0], &c, 1));\n"
                            "  close(ends[1]);\n"
                            "  return wait(NULL) < 0;\n"
                            "}\n"}});
  const Explored held = programs.explore("held.c");
  CHECK(held.status == 1);
  CHECK(held.says("deadlock: main waits for the end of a child"));
  CHECK(held.says("process 2  waits for bytes from ends at held.c:7"));
  CHECK(held.says(
      "can still be written by process 2 (descriptor 4, made at held.c:6)"));
}

TEST_CASE("a name of shared memory that outlives the program") {
  const Programs programs(
      {{"named.c",
        "#include <fcntl.h>\n"
        "#include <sys/mman.h>\n"
        "#include <unistd.h>\n"
        "int main(int n, char** words) {\n"
        "  int fd = shm_open(\"/course-test\", O_CREAT | O_RDWR, 0600);\n"
        "  return n > 1 ? shm_unlink(words[1]) : fd < 0;\n"
        "}\n"}});
  CHECK(programs.explore("named.c -- /course-test").status == 0);
  const Explored left = programs.explore("named.c");
  CHECK(left.status == 1);
  CHECK(left.says("the name \"/course-test\" of shared"));
  CHECK(left.says("main  is at named.c:5"));
  CHECK_FALSE(std::filesystem::exists("/dev/shm/course-test"));
}

TEST_CASE("what cannot be run is said, and why") {
  const Programs programs(
      {{"no_main.cc", "int f() { return 0; }\n"},
       {"wrong.cc", "int main() { return x; }\n"},
       {"shell.c",
        "#include <stdlib.h>\nint main(void) { return system(\"true\"); }\n"},
       {"static.cc",
        "#include <thread>\nstd::thread t([] {});\nint main() { t.join(); }\n"},
       {"sub/no_main.cc", "int main() {}\n"}});
  const Explored no_main = programs.explore("no_main.cc");
  CHECK(no_main.status == 2);
  CHECK(no_main.says("no function main"));
  const Explored wrong = programs.explore("wrong.cc");
  CHECK(wrong.status == 1);
  CHECK(wrong.says("wrong.cc:1:21: error: 'x' was not declared"));
  CHECK(programs.explore("shell.c").says(
      "does not model this: it calls system()"));
  CHECK(programs.explore("static.cc").says("before main begins"));
  CHECK(programs.explore("no_main.cc sub/no_main.cc").status == 2);
  CHECK(programs.explore("missing.cc").says("missing.cc does not exist"));
}

TEST_CASE("memory that is not freed is a note") {
  const Programs programs({{"leaks.cc",
                            "#include <thread>\n"
                            "int main() {\n"
                            "  int* n = new int(0);\n"
                            "  std::thread t([n] { ++*n; });\n"
                            "  t.join();\n"
                            "}\n"}});
  const Explored leaks = programs.explore("leaks.cc");
  CHECK(leaks.status == 0);
  CHECK(leaks.says("note: a block of memory (4 bytes) is not freed"));
  CHECK(leaks.says("leaks.cc:3"));
}
