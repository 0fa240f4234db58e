// output: always the same
// A process in the background, which is asked now and then and idles in the
// meantime.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <initializer_list>
#include <type_traits>

void must(bool ok, const char* call) {
  if (ok) return;
  std::perror(call);
  _exit(1);
}

// region value
// A value of a fixed size, not more than PIPE_BUF: it goes into the pipe whole
// or not at all.
template <class T>
bool put(int to, const T& value) {
  static_assert(std::is_trivially_copyable_v<T>);
  return write(to, &value, sizeof value) == sizeof value;
}

template <class T>
bool get(int from, T& value) {  // false: no more will come
  static_assert(std::is_trivially_copyable_v<T>);
  return read(from, &value, sizeof value) == sizeof value;
}
// endregion value

std::int64_t fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

// region worker
void worker(int from, int to) {
  int n;
  while (get(from, n)) {
    if (!put(to, fib(n))) return;  // nobody wants to know
  }
}
// endregion worker

int main() {
  // region start
  int ask[2], answer[2];
  must(pipe(ask) == 0, "pipe");
  must(pipe(answer) == 0, "pipe");
  const pid_t pid = fork();
  must(pid >= 0, "fork");
  if (pid == 0) {
    close(ask[1]);
    close(answer[0]);
    worker(ask[0], answer[1]);
    _exit(0);
  }
  close(ask[0]);
  close(answer[1]);
  // endregion start

  // region use
  for (int n : {10, 30, 20}) {
    std::int64_t result;
    must(put(ask[1], n), "put");
    must(get(answer[0], result), "get");
    std::printf("fib(%d) = %lld\n", n, static_cast<long long>(result));
  }
  close(ask[1]);  // no more questions
  must(waitpid(pid, nullptr, 0) == pid, "waitpid");
  std::printf("the worker has gone home\n");
  // endregion use
  close(answer[0]);
}
