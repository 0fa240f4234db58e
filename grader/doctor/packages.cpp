#include "doctor/packages.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include "doctor/tools.hpp"
#include "protocol/error.hpp"
#include "sandbox/toolchain.hpp"

namespace course::doctor {
namespace {

namespace fs = std::filesystem;
constexpr const char* file = COURSE_PACKAGES;

bool found(const std::string& probe) {
  if (!probe.ends_with(".h") && !probe.ends_with(".hpp"))
    return !sandbox::find_program(probe).empty();
  return fs::exists("/usr/include/" + probe) ||
         fs::exists("/usr/local/include/" + probe);
}

}  // namespace

std::vector<Package> parse_packages(const std::string& text) {
  std::vector<Package> packages;
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    std::istringstream words(line);
    std::string name, probe, need, use;
    if (!(words >> name) || name.front() == '#') continue;
    words >> probe >> need >> std::ws;
    std::getline(words, use);
    if (need == "tests") continue;  // nobody needs them to use the course
    if (use.empty() || (need != "needed" && need != "useful"))
      throw protocol::CourseError(
          "a package, how it is found, needed, useful or tests, and its use",
          fmt::format("grader/packages.txt:{}: {}", number, line),
          "correct that line; the others show the format");
    packages.push_back({name, probe, need == "needed", use});
  }
  return packages;
}

std::vector<Package> find_packages() {
  std::ifstream in(file);
  if (!in)
    throw protocol::CourseError("the list of packages",
                                std::string("no readable file ") + file,
                                "git checkout grader/packages.txt");
  auto packages = parse_packages({std::istreambuf_iterator<char>(in), {}});
  for (Package& package : packages) package.installed = found(package.probe);
  return packages;
}

// Never a failure: this program has been built, and what it needs besides is
// tried out.
Check packages_check(const std::vector<Package>& packages) {
  std::string missing, to_install;
  bool build_fails = false;
  for (const Package& package : packages) {
    if (package.installed) continue;
    missing += fmt::format("{}{} ({})", missing.empty() ? "" : ", ",
                           package.name, package.use);
    to_install += " " + package.name;
    build_fails = build_fails || package.needed;
  }
  if (missing.empty())
    return {.name = "packages",
            .found = fmt::format("all {} are installed", packages.size())};
  return {.name = "packages",
          .state = State::warning,
          .found = "not installed: " + missing,
          .do_this = fmt::format(
              "as root: apt-get install{}{}", to_install,
              build_fails ? "; the grader is not built again without" : "")};
}

}  // namespace course::doctor
