// output: always the same
// Messages with their length in front, read in pieces of any size.
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  std::exit(1);
}

// region frame
std::string framed(const std::string& message) {
  const std::uint32_t length = message.size();
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  return bytes + message;
}
// endregion frame

// region inbox
class Inbox {
 public:
  void add(const char* bytes, std::size_t n) { bytes_.append(bytes, n); }

  // The next message, if all of it is here.
  std::optional<std::string> next() {
    std::uint32_t length;
    if (bytes_.size() < sizeof length) return std::nullopt;
    std::memcpy(&length, bytes_.data(), sizeof length);
    if (bytes_.size() - sizeof length < length) return std::nullopt;
    std::string message = bytes_.substr(sizeof length, length);
    bytes_.erase(0, sizeof length + length);
    return message;
  }

  std::size_t waiting() const { return bytes_.size(); }

 private:
  std::string bytes_;  // what has arrived and is not yet given out
};
// endregion inbox

int main() {
  int ends[2];
  must(pipe(ends) == 0, "pipe");
  std::string all;
  for (const char* message : {"tea", "", "oat milk", "sugar"}) {
    all += framed(message);
  }
  must(write(ends[1], all.data(), all.size()) == ssize_t(all.size()), "write");
  close(ends[1]);

  Inbox inbox;
  char piece[6];
  ssize_t n;
  while ((n = read(ends[0], piece, sizeof piece)) > 0) {
    inbox.add(piece, n);
    std::printf("read %zd bytes: %zu in the inbox\n", n, inbox.waiting());
    while (auto message = inbox.next()) {
      std::printf("  message \"%s\"\n", message->c_str());
    }
  }
  std::printf("the end, %s a message\n",
              inbox.waiting() == 0 ? "behind" : "within");
  must(n == 0, "read");
}
