// expect: data-race
// test: five rows of two: one generation, two threads
// Each thread keeps the old states of its own rows; beside them it reads what
// others are writing.
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
  std::barrier barrier(threads);
  const int rows = static_cast<int>(grid.size());
  const int cols = static_cast<int>(grid[0].size());
  std::vector<std::thread> team;
  for (int k = 0; k < threads; ++k)
    team.emplace_back([&, k] {
      const int begin = k * rows / threads, end = (k + 1) * rows / threads;
      for (int g = 0; g < generations; ++g) {
        Grid next;
        for (int row = begin; row < end; ++row) {
          next.emplace_back();
          for (int col = 0; col < cols; ++col)
            next.back() += life_rule(grid, row, col);
        }
        for (int row = begin; row < end; ++row) grid[row] = next[row - begin];
        barrier.arrive_and_wait();
      }
    });
  for (auto& thread : team) thread.join();
  return grid;
}

}  // namespace course
