// Included right after the submission: from here on the names that scenarios
// use mean what the standard and course_test.hpp mean, whatever macros the
// submission defined. No include guard: it is included once.
#undef course
#undef course_test
#undef observe
#undef event
#undef input
#undef name
#undef thread_number
#undef let_others_run
#undef Thread
#undef std
#undef thread
#undef join
#undef text

// Whether the worker is made for that scenario: for all of them, or for those
// that a file beside the submission lists. The others are never called, so
// that nothing is generated for them.
namespace course_test::detail {
consteval bool is_wanted([[maybe_unused]] std::string_view scenario) {
#if __has_include("course_wanted_scenarios.hpp")
  for (const std::string_view wanted : {
#include "course_wanted_scenarios.hpp"
       })
    if (wanted == scenario) return true;
  return false;
#else
  return true;
#endif
}
}  // namespace course_test::detail
