// `course grade` over a small class with most of what goes wrong in one.
#include <doctest/doctest.h>
#include <stdio.h>
#include <sys/wait.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "course/test_folder.hpp"

namespace {

namespace fs = std::filesystem;
using course::content::TestFolder;

std::string template_file(const std::string& name) {
  std::ifstream in(fs::path(COURSE_TEMPLATES) / name);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Graded {
  int status = -1;
  std::string output;
};

Graded grade(const TestFolder& folder, const std::string& options) {
  Graded graded;
  const std::string command = "cd " + folder.path().string() +
                              " && COURSE_ROOT=" COURSE_TEMPLATES
                              " " COURSE_PROGRAM " grade . " +
                              options + " 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe);
  char buffer[4096];
  while (const std::size_t n = fread(buffer, 1, sizeof buffer, pipe))
    graded.output.append(buffer, n);
  const int status = pclose(pipe);
  graded.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return graded;
}

}  // namespace

TEST_CASE("a class is graded whatever its folders hold") {
  const std::string file = "exercise_name.hpp";
  const std::string right =
      template_file("solutions/00-lesson/exercise_name/exercise_name.hpp");
  const std::string race =
      template_file("grader/tests/00-lesson/exercise_name/wrong/no_lock.hpp");
  const TestFolder folder;
  folder.write("ada/" + file, right);
  folder.write("bob/lab/src/" + file, race);
  folder.write("cy/exercise_nme.hpp", right);
  folder.write("dee/" + file, std::string(std::size_t{2} << 20, 'x'));
  folder.write("eve's \"best\", work/" + file, "#include <nothing>\n");
  folder.write("fay/new/" + file, race);
  folder.write("fay/" + file, right);
  fs::create_directories(folder.path() / "gus");
  fs::create_symlink("/etc/passwd", folder.path() / "gus" / file);
  folder.write("readme.txt", "not a student\n");

  const Graded table = grade(folder, "");
  CHECK(table.status == 1);
  CAPTURE(table.output);
  for (const char* line :
       {"student             passed  exercise_name\n",
        "ada                 1/1     pass\n",
        "bob                 0/1     data-race 1/2\n",
        "cy                  0/1     –\n",
        "dee                 0/1     not-graded\n",
        "eve's \"best\", work  0/1     does-not-compile",
        "fay                 1/1     pass\n",
        "gus                 0/1     not-graded\n",
        "cy, exercise_name: there is exercise_nme.hpp; is it meant?\n",
        "dee, exercise_name: exercise_name.hpp: larger than 1 MiB\n",
        "fay, exercise_name: 2 files of that name; graded: "
        "exercise_name.hpp\n",
        "gus, exercise_name: exercise_name.hpp: a symbolic link, which is not "
        "followed\n",
        "note: readme.txt is in no student's folder\n"}) {
    CAPTURE(line);
    CHECK(table.output.find(line) != table.output.npos);
  }

  fs::remove(folder.path() / "readme.txt");  // no note among the JSON
  const auto marks = nlohmann::json::parse(grade(folder, "--json").output);
  REQUIRE(marks.size() == 7);
  CHECK(marks[0]["verdict"] == "pass");
  CHECK(marks[1]["verdict"] == "data-race");
  CHECK(marks[1]["replay"] != "");
  CHECK(marks[2]["verdict"] == "missing");

  const std::string csv = grade(folder, "--csv").output;
  CHECK(csv.find("\"eve's \"\"best\"\", work\",00-lesson/exercise_name,"
                 "does-not-compile,") != csv.npos);
  CHECK(csv.find("cy,00-lesson/exercise_name,missing,0,0,,there is "
                 "exercise_nme.hpp; is it meant?,\r\n") != csv.npos);
}

TEST_CASE("a class that is no folder, or empty, is an error") {
  const TestFolder folder;
  const Graded empty = grade(folder, "");
  CHECK(empty.status == 2);
  CHECK(empty.output.find("a folder with a folder for each student") !=
        empty.output.npos);
  const Graded none = grade(folder, "nothing-here");
  CHECK(none.status == 2);
}
