// output: always the same
// A bounded queue in shared memory, made of semaphores: two processes put, two
// get. Then a process is killed in the middle of get().
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <new>

constexpr int items = 2000;  // 0, 1, ... 1999
constexpr int the_end = -1;

void need(bool ok, const char* what) {
  if (ok) return;
  std::perror(what);
  std::exit(1);
}

// region queue
struct Queue {
  static constexpr int capacity = 8;
  sem_t free;    // counts free slots
  sem_t filled;  // counts items
  sem_t mutex;   // guards the rest
  std::uint64_t head = 0, tail = 0;
  int slot[capacity];

  Queue() {
    need(sem_init(&free, 1, capacity) == 0, "sem_init");
    need(sem_init(&filled, 1, 0) == 0, "sem_init");
    need(sem_init(&mutex, 1, 1) == 0, "sem_init");
  }
};

void down(sem_t& s) {
  while (sem_wait(&s) != 0)  // EINTR: a signal, and not our turn yet
    need(errno == EINTR, "sem_wait");
}

void put(Queue& q, int item) {
  down(q.free);  // sleeps while there is none
  down(q.mutex);
  q.slot[q.tail++ % q.capacity] = item;
  sem_post(&q.mutex);
  sem_post(&q.filled);
}

int get(Queue& q) {
  down(q.filled);
  down(q.mutex);
  const int item = q.slot[q.head++ % q.capacity];
  sem_post(&q.mutex);
  sem_post(&q.free);
  return item;
}
// endregion queue

struct Shared {
  Queue queue;
  int taken[items] = {};  // how often; an item is taken by one process only
};

template <class Work>
pid_t start(Work work) {
  const pid_t child = fork();
  need(child >= 0, "fork");
  if (child == 0) {
    work();
    _exit(0);
  }
  return child;
}

void end_of(pid_t child) {
  need(waitpid(child, nullptr, 0) == child, "waitpid");
}

void two_and_two(Shared& s) {
  auto produce = [&](int from, int to) {
    for (int i = from; i < to; ++i) put(s.queue, i);
  };
  auto consume = [&] {
    for (int i; (i = get(s.queue)) != the_end;) ++s.taken[i];
  };
  const pid_t p1 = start([&] { produce(0, items / 2); });
  const pid_t p2 = start([&] { produce(items / 2, items); });
  const pid_t c1 = start(consume), c2 = start(consume);
  end_of(p1);
  end_of(p2);
  put(s.queue, the_end);  // one for each who gets
  put(s.queue, the_end);
  end_of(c1);
  end_of(c2);
  int missing = 0, doubled = 0;
  for (int n : s.taken) missing += n == 0, doubled += n > 1;
  std::printf("%d items put, %d missing, %d taken twice\n", items, missing,
              doubled);
}

void death_in_get(Queue& q) {
  put(q, 42);
  end_of(start([&] {
    down(q.filled);
    raise(SIGKILL);
  }));
  int says;
  need(sem_getvalue(&q.filled, &says) == 0, "sem_getvalue");
  std::printf("killed in get():  %d item in the queue, the semaphore says %d\n",
              static_cast<int>(q.tail - q.head), says);
}

int main() {
  void* at = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  need(at != MAP_FAILED, "mmap");
  auto* s = new (at) Shared();
  two_and_two(*s);
  std::fflush(stdout);
  death_in_get(s->queue);
  munmap(at, sizeof(Shared));
}
