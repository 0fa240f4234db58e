// output: always the same
// What two laws say of a program of which a fifth cannot be shared out.
#include <cstdio>
#include <string>

constexpr double alone = 0.2;

// The same work, more workers.
double amdahl(int workers) { return 1 / (alone + (1 - alone) / workers); }

// The same time, more work: each worker brings its own share along.
double gustafson(int workers) { return alone + (1 - alone) * workers; }

void line(int workers, double speedup) {
  std::printf("%5d  %5.1f  %s\n", workers, speedup,
              std::string(static_cast<std::size_t>(speedup * 3), '#').c_str());
}

int main() {
  std::puts("Amdahl: the same work");
  for (const int workers : {1, 2, 4, 8, 16, 1000})
    line(workers, amdahl(workers));
  std::puts("Gustafson: more work for more workers");
  for (const int workers : {1, 2, 4, 8, 16}) line(workers, gustafson(workers));
}
