#include "report/source_lines.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

using namespace course::report;

TEST_CASE("lines come without indentation, from the files by base name") {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() /
      ("course_source_lines_" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "mine.hpp") << "#pragma once\n\n\tint n;  \r\n";
  std::ofstream(folder / "account_scenarios.cpp") << "int main() {}\n";
  const FileSourceLines sources("account.hpp", folder / "mine.hpp",
                                folder / "account_scenarios.cpp");
  CHECK(sources.line("account.hpp", 3) == "int n;");
  CHECK(sources.line("account_scenarios.cpp", 1) == "int main() {}");
  CHECK(sources.line("account.hpp", 0) == "");
  CHECK(sources.line("account.hpp", 4) == "");
  CHECK(sources.line("mine.hpp", 1) == "");
  std::filesystem::remove_all(folder);
}

TEST_CASE("a file that cannot be read has no lines") {
  const FileSourceLines sources("a.hpp", "/nowhere/a.hpp", "/nowhere/s.cpp");
  CHECK(sources.line("a.hpp", 1) == "");
}
