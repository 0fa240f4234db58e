// expect: pass
// POSIX threads and their barrier, which chooses one that swaps.
#pragma once

#include <pthread.h>

#include <string>
#include <vector>

namespace course {

using Grid = std::vector<std::string>;

inline char life_rule(const Grid& g, int row, int col) {
  const int rows = static_cast<int>(g.size());
  const int cols = static_cast<int>(g[0].size());
  int n = 0;
  for (int dr = -1; dr <= 1; ++dr)
    for (int dc = -1; dc <= 1; ++dc)
      if (dr != 0 || dc != 0)
        n += g[(row + dr + rows) % rows][(col + dc + cols) % cols] == '#';
  return n == 3 || (n == 2 && g[row][col] == '#') ? '#' : '.';
}

struct World {
  Grid now, next;
  int generations, threads;
  pthread_barrier_t barrier;
};

struct Part {
  World* world;
  int number;
};

inline void* play(void* argument) {
  const Part& part = *static_cast<Part*>(argument);
  World& world = *part.world;
  const int rows = static_cast<int>(world.now.size());
  const int cols = static_cast<int>(world.now[0].size());
  for (int g = 0; g < world.generations; ++g) {
    for (int row = part.number; row < rows; row += world.threads)
      for (int col = 0; col < cols; ++col)
        world.next[row][col] = life_rule(world.now, row, col);
    if (pthread_barrier_wait(&world.barrier) == PTHREAD_BARRIER_SERIAL_THREAD)
      world.now.swap(world.next);
    pthread_barrier_wait(&world.barrier);
  }
  return nullptr;
}

inline Grid life(Grid grid, int generations, int threads) {
  World world{grid, grid, generations, threads, {}};
  pthread_barrier_init(&world.barrier, nullptr, static_cast<unsigned>(threads));
  std::vector<Part> parts;
  for (int k = 0; k < threads; ++k) parts.push_back({&world, k});
  std::vector<pthread_t> team(threads);
  for (int k = 0; k < threads; ++k)
    pthread_create(&team[k], nullptr, play, &parts[k]);
  for (pthread_t thread : team) pthread_join(thread, nullptr);
  pthread_barrier_destroy(&world.barrier);
  return world.now;
}

}  // namespace course
