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
// TODO: start the threads, and compute one generation after the other.
inline Grid life(Grid grid, int generations, int threads) {
  (void)grid;
  (void)generations;
  (void)threads;
  throw std::logic_error("TODO: life");
}

}  // namespace course
