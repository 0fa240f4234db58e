#include "sandbox/source_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "protocol/error.hpp"
#include "sandbox/descriptor.hpp"

namespace course::sandbox {
namespace {

constexpr std::size_t most = std::size_t{1} << 20;

[[noreturn]] void refuse(const std::filesystem::path& file, std::string found,
                         std::string do_this) {
  throw protocol::CourseError("a C++ source file to compile",
                              file.string() + " " + found, std::move(do_this));
}

}  // namespace

std::string read_source(const std::filesystem::path& path) {
  // Without O_NONBLOCK, opening a named pipe waits for somebody to write.
  const Descriptor file(
      ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (file.get() < 0) {
    if (errno == ENOENT || errno == ENOTDIR)
      refuse(path, "does not exist", "check the spelling of the path");
    if (errno == EACCES)
      refuse(path, "may not be read", "chmod u+r " + path.string());
    refuse(path, std::string("cannot be opened: ") + std::strerror(errno),
           "name another file");
  }
  struct stat about {};
  ::fstat(file.get(), &about);
  if (S_ISDIR(about.st_mode))
    refuse(path, "is a folder", "name the file in it");
  if (!S_ISREG(about.st_mode))
    refuse(path, "is not a regular file", "name a regular file");

  std::string text;
  char part[16 * 1024];
  ssize_t n;
  while ((n = ::read(file.get(), part, sizeof part)) > 0) {
    text.append(part, static_cast<std::size_t>(n));
    if (text.size() > most)
      refuse(path, "is larger than 1 MiB",
             "check that it is the right file: a solution has a few kilobytes");
  }
  if (n < 0)
    refuse(path, std::string("cannot be read: ") + std::strerror(errno),
           "name another file");
  return text;
}

}  // namespace course::sandbox
