// expect: pass
// Detached threads own what they use together with the caller, who waits for
// a latch.
#pragma once

#include <barrier>
#include <latch>
#include <memory>
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

struct World {
  World(const Grid& grid, int threads)
      : grids{grid, grid}, barrier(threads), done(threads) {}
  Grid grids[2];
  std::barrier<> barrier;
  std::latch done;
};

inline Grid life(Grid grid, int generations, int threads) {
  const auto world = std::make_shared<World>(grid, threads);
  const int rows = static_cast<int>(grid.size());
  const int cols = static_cast<int>(grid[0].size());
  for (int k = 0; k < threads; ++k)
    std::thread([=] {
      for (int g = 0; g < generations; ++g) {
        for (int row = k; row < rows; row += threads)
          for (int col = 0; col < cols; ++col)
            world->grids[1 - g % 2][row][col] =
                life_rule(world->grids[g % 2], row, col);
        world->barrier.arrive_and_wait();
      }
      world->done.count_down();
    }).detach();
  world->done.wait();
  return world->grids[generations % 2];
}

}  // namespace course
