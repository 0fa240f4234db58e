// expect: data-race
// test: five rows of two: one generation, two threads
// The cells of all rows are bits of one vector<bool>, so threads write the same
// word.
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
  const int rows = static_cast<int>(grid.size());
  const int cols = static_cast<int>(grid[0].size());
  std::vector<bool> bits[2];
  for (const std::string& row : grid)
    for (char cell : row) bits[0].push_back(cell == '#');
  bits[1] = bits[0];
  std::barrier barrier(threads);
  std::vector<std::thread> team;
  for (int k = 0; k < threads; ++k)
    team.emplace_back([&, k] {
      for (int g = 0; g < generations; ++g) {
        const std::vector<bool>& now = bits[g % 2];
        std::vector<bool>& next = bits[1 - g % 2];
        for (int row = k; row < rows; row += threads)
          for (int col = 0; col < cols; ++col) {
            int n = 0;
            for (int r : {row + rows - 1, row, row + 1})
              for (int c : {col + cols - 1, col, col + 1})
                n += now[r % rows * cols + c % cols];
            // The cell itself is among the nine.
            next[row * cols + col] =
                n == 3 || (n == 4 && now[row * cols + col]);
          }
        barrier.arrive_and_wait();
      }
    });
  for (auto& thread : team) thread.join();
  for (int row = 0; row < rows; ++row)
    for (int col = 0; col < cols; ++col)
      grid[row][col] = bits[generations % 2][row * cols + col] ? '#' : '.';
  return grid;
}

}  // namespace course
