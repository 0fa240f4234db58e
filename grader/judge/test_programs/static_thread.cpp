// A thread begins before the scheduler does.
#include "course_test.hpp"
#include "course_test_end.hpp"
#include "support.hpp"

static std::thread early([] {});

// expect: forbidden "pthread_create() is called before the scenario begins"
COURSE_SCENARIO("a thread of a static initialiser") { early.join(); }
