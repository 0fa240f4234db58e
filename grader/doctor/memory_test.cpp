#include "doctor/memory.hpp"

#include <doctest/doctest.h>

#include "course/test_folder.hpp"

using course::content::TestFolder;
using course::doctor::control_group_limit;

TEST_CASE("without a limit there is none") {
  const TestFolder root;
  CHECK_FALSE(control_group_limit(root.path()));
  root.write("proc/self/cgroup", "0::/user.slice\n");
  root.write("sys/fs/cgroup/user.slice/memory.max", "max\n");
  CHECK_FALSE(control_group_limit(root.path()));
}

TEST_CASE("the lowest limit on the way to the root counts") {
  const TestFolder root;
  root.write("proc/self/cgroup", "0::/outer/inner\n");
  root.write("sys/fs/cgroup/outer/inner/memory.max", "4000\n");
  CHECK(control_group_limit(root.path()) == 4000);
  root.write("sys/fs/cgroup/outer/memory.max", "3000\n");
  CHECK(control_group_limit(root.path()) == 3000);
  root.write("sys/fs/cgroup/memory.max", "5000\n");
  CHECK(control_group_limit(root.path()) == 3000);
}

TEST_CASE("a container that sees the path of its host has the mounted limit") {
  const TestFolder root;
  root.write("proc/self/cgroup",
             "7:pids:/d\n4:cpu,memory:/docker/1f0c\n0::/\n");
  root.write("sys/fs/cgroup/memory/memory.limit_in_bytes", "2000\n");
  CHECK(control_group_limit(root.path()) == 2000);
  root.write("sys/fs/cgroup/memory/memory.limit_in_bytes",
             "9223372036854771712\n");  // how version 1 spells "none"
  CHECK_FALSE(control_group_limit(root.path()));
}
