// Where reports take the text of a source line from.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace course::report {

class SourceLines {
 public:
  virtual ~SourceLines() = default;
  // Line `number` (from 1) of the file with that base name, without indentation
  // and line end; empty if there is no such file or line.
  virtual std::string line(std::string_view file, int number) const = 0;
};

// Reads the given files once, at construction; one that cannot be read has no
// lines. A trace knows base names only, so no two files may share one.
class FileSourceLines : public SourceLines {
 public:
  // `header` is the name under which the submission was compiled
  // ("account.hpp"), whatever the graded file is called.
  FileSourceLines(std::string_view header,
                  const std::filesystem::path& submission,
                  const std::filesystem::path& scenarios);
  // Of a program: all its files.
  explicit FileSourceLines(const std::vector<std::filesystem::path>&);
  std::string line(std::string_view file, int number) const override;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> files_;
};

// For tests: texts by base name.
class MemorySourceLines : public SourceLines {
 public:
  explicit MemorySourceLines(std::map<std::string, std::string> texts);
  std::string line(std::string_view file, int number) const override;

 private:
  std::map<std::string, std::vector<std::string>, std::less<>> files_;
};

}  // namespace course::report
