// output: always the same
// Who puts an item into a queue is killed, at one place after the other. What
// do the others find in the queue?
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

void need_zero(int error, const char* what) {  // pthread calls return it
  errno = error;
  need(error == 0, what);
}

// region ring
struct Ring {
  pthread_mutex_t m;                // process-shared and robust
  std::atomic<std::uint64_t> head;  // how many have been taken
  std::atomic<std::uint64_t> tail;  // how many have been put
  char slot[3];                     // item i lies in slot i % 3
};
// endregion ring

int kill_at;  // in the child: the place in put where it is killed

void place(int number) {
  if (number == kill_at) raise(SIGKILL);
}

// region lock
void lock(Ring& r) {
  const int error = pthread_mutex_lock(&r.m);
  if (error == EOWNERDEAD)
    need_zero(pthread_mutex_consistent(&r.m), "pthread_mutex_consistent");
  else
    need_zero(error, "pthread_mutex_lock");
}
// endregion lock

// region put
void tail_first(Ring& r, char item) {
  lock(r);
  place(1);
  const std::uint64_t i = r.tail;
  r.tail = i + 1;
  place(2);
  r.slot[i % 3] = item;
  place(3);
  pthread_mutex_unlock(&r.m);
}

void tail_last(Ring& r, char item) {
  lock(r);
  place(1);
  const std::uint64_t i = r.tail;
  r.slot[i % 3] = item;
  place(2);
  r.tail = i + 1;
  place(3);
  pthread_mutex_unlock(&r.m);
}
// endregion put

// x, A and B have been put, and x has been taken. Its slot is free, but nobody
// has wiped it.
Ring& make() {
  void* at = mmap(nullptr, sizeof(Ring), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  need(at != MAP_FAILED, "mmap");
  auto& r = *new (at) Ring{{}, 1, 3, {'x', 'A', 'B'}};
  pthread_mutexattr_t a;
  need_zero(pthread_mutexattr_init(&a), "pthread_mutexattr_init");
  need_zero(pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED),
            "pthread_mutexattr_setpshared");
  need_zero(pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST),
            "pthread_mutexattr_setrobust");
  need_zero(pthread_mutex_init(&r.m, &a), "pthread_mutex_init");
  pthread_mutexattr_destroy(&a);
  return r;
}

std::string killed_at(int number, void (*put)(Ring&, char)) {
  Ring& r = make();
  const pid_t child = fork();
  need(child >= 0, "fork");
  if (child == 0) {
    kill_at = number;
    put(r, 'C');
    _exit(0);
  }
  need(waitpid(child, nullptr, 0) == child, "waitpid");
  std::string found;
  lock(r);
  for (std::uint64_t i = r.head; i != r.tail; ++i) found += r.slot[i % 3];
  pthread_mutex_unlock(&r.m);
  munmap(&r, sizeof(Ring));
  return found;
}

int main() {
  std::printf("killed at  tail first  tail last\n");
  for (int number = 1; number <= 3; ++number)
    std::printf("place %d    %-10s  %s\n", number,
                killed_at(number, tail_first).c_str(),
                killed_at(number, tail_last).c_str());
}
