// expect: deadlock
// test: a blinker turns
// The barrier waits for the caller, who never arrives.
#pragma once

#include <barrier>
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
  Grid grids[2] = {grid, grid};
  std::barrier barrier(threads + 1);
  const int rows = static_cast<int>(grid.size());
  const int cols = static_cast<int>(grid[0].size());
  std::vector<std::thread> team;
  for (int k = 0; k < threads; ++k)
    team.emplace_back([&, k] {
      for (int g = 0; g < generations; ++g) {
        for (int row = k; row < rows; row += threads)
          for (int col = 0; col < cols; ++col)
            grids[1 - g % 2][row][col] = life_rule(grids[g % 2], row, col);
        barrier.arrive_and_wait();
      }
    });
  for (auto& thread : team) thread.join();
  return grids[generations % 2];
}

}  // namespace course
