// expect: pass
// The last of a generation swaps the grids and lets the others go on, through
// a semaphore of each thread.
#pragma once

#include <atomic>
#include <deque>
#include <semaphore>
#include <string>
#include <thread>
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

inline Grid life(Grid grid, int generations, int threads) {
  Grid next = grid;
  std::deque<std::binary_semaphore> may_go;
  for (int k = 0; k < threads; ++k) may_go.emplace_back(0);
  std::atomic<int> missing = threads;
  const int rows = static_cast<int>(grid.size());
  const int cols = static_cast<int>(grid[0].size());
  std::vector<std::thread> team;
  for (int k = 0; k < threads; ++k)
    team.emplace_back([&, k] {
      for (int g = 0; g < generations; ++g) {
        for (int row = k; row < rows; row += threads)
          for (int col = 0; col < cols; ++col)
            next[row][col] = life_rule(grid, row, col);
        if (--missing == 0) {
          grid.swap(next);
          missing = threads;
          for (auto& semaphore : may_go) semaphore.release();
        }
        may_go[k].acquire();
      }
    });
  for (auto& thread : team) thread.join();
  return grid;
}

}  // namespace course
