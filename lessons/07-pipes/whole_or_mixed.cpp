// output: differs from run to run
// Two processes write messages into one pipe: one of letters a, one of b. How
// many messages arrive in one piece?
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string>

constexpr int messages = 2'000;  // of each process

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

void writer(int to, char letter, int size) {
  const std::string message(size, letter);
  for (int i = 0; i < messages; ++i) {
    must(write(to, message.data(), message.size()) == size, "write");
  }
}

int mixed(int size) {
  int ends[2];
  must(pipe(ends) == 0, "pipe");
  pid_t children[2];
  for (int i = 0; i < 2; ++i) {
    children[i] = fork();
    must(children[i] >= 0, "fork");
    if (children[i] == 0) {
      close(ends[0]);
      writer(ends[1], "ab"[i], size);
      _exit(0);
    }
  }
  close(ends[1]);
  std::string all, buffer(1 << 16, ' ');
  ssize_t n;
  while ((n = read(ends[0], buffer.data(), buffer.size())) > 0)
    all.append(buffer, 0, n);
  must(n == 0, "read");
  close(ends[0]);
  for (pid_t child : children) {
    must(waitpid(child, nullptr, 0) == child, "waitpid");
  }
  int count = 0;
  for (std::size_t at = 0; at < all.size(); at += size) {
    const std::string piece = all.substr(at, size);
    if (piece.find_first_not_of(piece[0]) != piece.npos) ++count;
  }
  return count;
}

int main() {
  for (int size : {100, 4'096, 10'000}) {
    std::printf("messages of %5d bytes: %4d of %d are mixed\n", size,
                mixed(size), 2 * messages);
  }
}
