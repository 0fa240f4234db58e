// expect: wrong-result
// test: a glider on four rows of five: three generations
// Needs no barrier: joins the threads and starts new ones for each generation.
#pragma once

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
  const int rows = static_cast<int>(grid.size());
  const int cols = static_cast<int>(grid[0].size());
  for (int g = 0; g < generations; ++g) {
    Grid next = grid;
    std::vector<std::thread> team;
    for (int k = 0; k < threads; ++k)
      team.emplace_back([&, k] {
        for (int row = k; row < rows; row += threads)
          for (int col = 0; col < cols; ++col)
            next[row][col] = life_rule(grid, row, col);
      });
    for (auto& thread : team) thread.join();
    grid = next;
  }
  return grid;
}

}  // namespace course
