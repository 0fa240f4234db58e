// expect: pass
// Each row is a vector<bool> of its own, and one thread writes it.
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

using Bits = std::vector<std::vector<bool>>;

inline bool lives(const Bits& g, int row, int col) {
  const int rows = static_cast<int>(g.size());
  const int cols = static_cast<int>(g[0].size());
  int n = 0;
  for (int r : {row + rows - 1, row, row + 1})
    for (int c : {col + cols - 1, col, col + 1}) n += g[r % rows][c % cols];
  return n == 3 || (n == 4 && g[row][col]);
}

inline Grid life(Grid grid, int generations, int threads) {
  const int rows = static_cast<int>(grid.size());
  const int cols = static_cast<int>(grid[0].size());
  Bits bits[2] = {Bits(rows, std::vector<bool>(cols)),
                  Bits(rows, std::vector<bool>(cols))};
  std::barrier barrier(threads);
  std::vector<std::thread> team;
  for (int k = 0; k < threads; ++k)
    team.emplace_back([&, k] {
      const int begin = k * rows / threads, end = (k + 1) * rows / threads;
      for (int row = begin; row < end; ++row)
        for (int col = 0; col < cols; ++col)
          bits[0][row][col] = grid[row][col] == '#';
      barrier.arrive_and_wait();
      for (int g = 0; g < generations; ++g) {
        for (int row = begin; row < end; ++row)
          for (int col = 0; col < cols; ++col)
            bits[1 - g % 2][row][col] = lives(bits[g % 2], row, col);
        barrier.arrive_and_wait();
      }
      for (int row = begin; row < end; ++row)
        for (int col = 0; col < cols; ++col)
          grid[row][col] = bits[generations % 2][row][col] ? '#' : '.';
    });
  for (auto& thread : team) thread.join();
  return grid;
}

}  // namespace course
