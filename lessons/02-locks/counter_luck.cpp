// output: differs from run to run
// Two threads add to one counter without a lock. How often is the total wrong?
// "counter++" is compiled as it pleases the compiler; "step by step" makes it
// do every read and every write (volatile does that, and nothing more).
#include <cstdio>
#include <thread>

// region add
int counter = 0;

void add(int times) {
  for (int i = 0; i < times; ++i) counter++;
}
// endregion add

// region step
volatile int slow_counter = 0;

void add_step_by_step(int times) {
  for (int i = 0; i < times; ++i) {
    int r = slow_counter;  // read
    slow_counter = r + 1;  // add, write
  }
}
// endregion step

template <class Counter>
void count_wrong(const char* how, Counter& n, void (*work)(int), int times,
                 int runs) {
  int wrong = 0;
  for (int run = 0; run < runs; ++run) {
    n = 0;
    std::thread a(work, times), b(work, times);
    a.join();
    b.join();
    if (n != 2 * times) ++wrong;
  }
  std::printf("%-12s  2 x %6d  wrong in %d of %d runs\n", how, times, wrong,
              runs);
}

int main() {
  count_wrong("counter++", counter, add, 1'000, 1'000);
  count_wrong("counter++", counter, add, 100'000, 1'000);
  count_wrong("step by step", slow_counter, add_step_by_step, 1'000, 400);
  count_wrong("step by step", slow_counter, add_step_by_step, 10'000, 400);
  count_wrong("step by step", slow_counter, add_step_by_step, 100'000, 50);
}
