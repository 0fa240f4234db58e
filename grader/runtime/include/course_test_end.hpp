// Included right after the submission: from here on the names that scenarios
// use mean what the standard and course_test.hpp mean, whatever macros the
// submission defined. No include guard: it is included once.
// Also keywords: a macro may be called like one.
#undef auto
#undef bool
#undef break
#undef case
#undef catch
#undef char
#undef class
#undef const
#undef consteval
#undef constexpr
#undef continue
#undef default
#undef delete
#undef do
#undef double
#undef else
#undef explicit
#undef false
#undef for
#undef if
#undef inline
#undef int
#undef long
#undef mutable
#undef namespace
#undef new
#undef noexcept
#undef nullptr
#undef operator
#undef return
#undef short
#undef sizeof
#undef static
#undef requires
#undef static_assert
#undef static_cast
#undef struct
#undef switch
#undef template
#undef this
#undef throw
#undef true
#undef try
#undef typename
#undef unsigned
#undef using
#undef void
#undef while
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
#undef string_view
#undef thread
#undef join
#undef text
#undef detail
#undef Registration
#undef is_wanted
#undef wanted
#undef scenario
#undef COURSE_CONCAT_2
#undef COURSE_CONCAT
#undef COURSE_SCENARIO_2
#undef COURSE_SCENARIO
#undef COURSE_SIGNATURE

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

#define COURSE_CONCAT_2(a, b) a##b
#define COURSE_CONCAT(a, b) COURSE_CONCAT_2(a, b)

#define COURSE_SCENARIO_2(text, id)                                        \
  static void COURSE_CONCAT(course_scenario_, id)();                       \
  static ::course_test::detail::Registration COURSE_CONCAT(                \
      course_registration_, id)(text,                                      \
                                ::course_test::detail::is_wanted(text)     \
                                    ? &COURSE_CONCAT(course_scenario_, id) \
                                    : nullptr);                            \
  static void COURSE_CONCAT(course_scenario_, id)()

// COURSE_SCENARIO("text") { ... }: runs as task 1 of every schedule.
#define COURSE_SCENARIO(text) COURSE_SCENARIO_2(text, __COUNTER__)

// Refuses a submission whose public signature differs, with the given sentence.
// `type` is the pointer type that the last argument, an address of function or
// member, must convert to.
#define COURSE_SIGNATURE(sentence, type, ...)                      \
  static_assert(                                                   \
      []<class CourseType>() {                                     \
        return requires { static_cast<CourseType>(__VA_ARGS__); }; \
      }.template operator()<type>(),                               \
      sentence)
