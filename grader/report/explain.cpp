#include "report/explain.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "protocol/error.hpp"

namespace course::report {

std::string explanation(protocol::Verdict v) {
  const std::filesystem::path file =
      std::filesystem::path(COURSE_EXPLAIN_DIRECTORY) /
      (std::string(protocol::name(v)) + ".md");
  std::ifstream in(file);
  if (!in)
    throw protocol::CourseError(
        "the page that explains " + std::string(protocol::name(v)),
        "no readable file " + file.string(),
        "restore it: git checkout -- grader/report/explain");
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace course::report
