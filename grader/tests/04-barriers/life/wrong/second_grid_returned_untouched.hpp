// expect: wrong-result
// test: no generations: the grid as it was, and five threads
// The threads swap their own pointers; the caller returns the grid that was
// written last, and with no generations nobody has written it.
#pragma once

#include <barrier>
#include <string>
#include <thread>
#include <utility>
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
  Grid other(rows, std::string(cols, '.'));
  std::barrier barrier(threads);
  std::vector<std::thread> team;
  for (int k = 0; k < threads; ++k)
    team.emplace_back([&, k] {
      Grid* now = &grid;
      Grid* next = &other;
      for (int g = 0; g < generations; ++g) {
        for (int row = k; row < rows; row += threads)
          for (int col = 0; col < cols; ++col)
            (*next)[row][col] = life_rule(*now, row, col);
        std::swap(now, next);
        barrier.arrive_and_wait();
      }
    });
  for (auto& thread : team) thread.join();
  const bool first_was_written_last = generations > 0 && generations % 2 == 0;
  return first_was_written_last ? grid : other;
}

}  // namespace course
