#pragma once

#include <barrier>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace course {

// Rows of '#' (alive) and '.' (dead), equally long.
using Grid = std::vector<std::string>;

// Given: the new state of one cell. The grid wraps around at its borders.
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

// The grid after so many generations. Starts exactly `threads` threads, once.
inline Grid life(Grid grid, int generations, int threads) {
  // A cell's new state depends on the old states around it, so the old grid has
  // to stay as it is until everybody has looked at it. Generation g reads
  // grids[g % 2] and writes the other one: the roles change with the number,
  // which each thread counts for itself. To swap two shared grids instead,
  // exactly one thread would have to do it while all others stand still, and
  // that takes a second barrier.
  Grid grids[2] = {grid, grid};
  const int rows = static_cast<int>(grid.size());
  const int cols = static_cast<int>(grid[0].size());
  std::barrier all_done(threads);

  const auto work = [&](int thread) {
    for (int g = 0; g < generations; ++g) {
      const Grid& now = grids[g % 2];
      Grid& next = grids[1 - g % 2];
      // Each row is written by one thread. A thread that has no row, because
      // there are more threads than rows, goes through the loop all the same:
      // the barrier waits for it.
      for (int row = thread; row < rows; row += threads)
        for (int col = 0; col < cols; ++col)
          next[row][col] = life_rule(now, row, col);
      // One barrier is enough. Whoever is past it may write into `now`, and
      // nobody still reads that: all have arrived, so all have done their rows.
      all_done.arrive_and_wait();
    }
  };

  std::vector<std::thread> team;
  // `thread` by value, through the argument: by reference, all would look at
  // the loop's one variable.
  for (int thread = 0; thread < threads; ++thread)
    team.emplace_back(work, thread);
  // The barrier ends no thread. Without join() the last ones could still be
  // inside arrive_and_wait() while the barrier, which lies here, is destroyed.
  for (auto& thread : team) thread.join();
  return grids[generations % 2];
}

}  // namespace course
