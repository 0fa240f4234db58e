// expect: pass
// A thread that becomes free takes the next row. The barrier begins the next
// generation.
#pragma once

#include <atomic>
#include <barrier>
#include <cstddef>
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
  const int rows = static_cast<int>(grid.size());
  std::atomic<int> next_row = 0;
  auto begin_generation = [&]() noexcept {
    grid.swap(next);
    next_row = 0;
  };
  std::barrier barrier(threads, begin_generation);
  std::vector<std::thread> team;
  for (int k = 0; k < threads; ++k)
    team.emplace_back([&] {
      for (int g = 0; g < generations; ++g) {
        for (int row = next_row++; row < rows; row = next_row++)
          for (std::size_t col = 0; col < next[row].size(); ++col)
            next[row][col] = life_rule(grid, row, static_cast<int>(col));
        barrier.arrive_and_wait();
      }
    });
  for (auto& thread : team) thread.join();
  return grid;
}

}  // namespace course
