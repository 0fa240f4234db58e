// expect: pass
// Each generation has a grid and a latch of its own.
#pragma once

#include <deque>
#include <latch>
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
  std::vector<Grid> history(generations + 1, grid);
  std::deque<std::latch> done;
  for (int g = 0; g < generations; ++g) done.emplace_back(threads);
  const int rows = static_cast<int>(grid.size());
  const int cols = static_cast<int>(grid[0].size());
  const int cells = rows * cols;
  std::vector<std::thread> team;
  for (int k = 0; k < threads; ++k)
    team.emplace_back([&, k] {
      for (int g = 0; g < generations; ++g) {
        for (int cell = k; cell < cells; cell += threads)
          history[g + 1][cell / cols][cell % cols] =
              life_rule(history[g], cell / cols, cell % cols);
        done[g].arrive_and_wait();
      }
    });
  for (auto& thread : team) thread.join();
  return history.back();
}

}  // namespace course
