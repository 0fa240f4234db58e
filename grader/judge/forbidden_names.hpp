// Names that a task rules out, because the point is to build what they name:
// `forbidden = ["std::barrier"]` in exercise.toml.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace course::judge {

struct NameUse {
  std::string name;
  int line = 0;  // from 1
};

// The first place in the C++ text at which one of the names stands, whatever
// white space and comments are between its parts. Comments, strings and
// characters are not looked into, and a name is found as a whole only:
// "std::barrier" is not in `std::barrier_like` or `my_std::barrier`. It is the
// text that counts: behind `using namespace std`, an alias or a macro a name is
// not seen.
std::optional<NameUse> first_use(std::string_view text,
                                 const std::vector<std::string>& names);

}  // namespace course::judge
