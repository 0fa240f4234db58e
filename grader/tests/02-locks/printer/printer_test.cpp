#include "judge/testing.hpp"

TEST_SUITE("02-locks/printer") {
  TEST_CASE("print puts the text n times") {
    auto runs = explore("one print alone");
    CHECK(runs.only("output",
                    "the output of print(\"ab\", 2), print(\"x\", 0) and of "
                    "printing once c, the character 0 (here '0') and d",
                    {{"ababc0d"}}));
  }

  TEST_CASE("two prints at the same time do not mix") {
    auto runs = explore("two prints at the same time");
    CHECK(runs.only("output",
                    "the output of print(\"ab\", 2) and print(\"cd\", 2)",
                    {{"ababcdcd"}, {"cdcdabab"}}));
  }

  TEST_CASE(
      "a thread that prints twice does not break into the print of another") {
    auto runs = explore("one thread prints twice, the other once");
    CHECK(runs.only("output",
                    "the output of print(\"ab\", 1), then print(\"cd\", 1), "
                    "and of print(\"e\", 2) in another thread",
                    {{"abcdee"}, {"abeecd"}, {"eeabcd"}}));
  }

  TEST_CASE("a wake-up without reason lets no print into another") {
    auto runs = explore("two prints at the same time", {},
                        {.faults = fault_spurious_wakeup});
    CHECK(runs.only("output",
                    "the output of print(\"ab\", 2) and print(\"cd\", 2)",
                    {{"ababcdcd"}, {"cdcdabab"}}));
  }

  TEST_CASE("a print waits as long as another one takes") {
    auto runs = explore("a put takes ten seconds");
    CHECK(runs.only("output",
                    "the output of print(\"ab\", 1) and print(\"cd\", 1)",
                    {{"abcd"}, {"cdab"}}));
  }

  TEST_CASE("an exception of put goes to the caller and the next print works") {
    auto runs = explore("put throws, then the same thread prints again");
    CHECK(runs.only("exceptions",
                    "what arrives at the caller of print when put throws a "
                    "PaperJam (which has no base) and when it throws a "
                    "NoPaper (a std::runtime_error with a number of its own)",
                    {{"paper jam", "no paper"}}));
    CHECK(runs.only("jams", "how often put is called, and throws, at the '!'",
                    {{1}}));
    CHECK(runs.only("output",
                    "the output of print(\"a!b\", 2), where put throws at "
                    "'!', print(\"cd\", 2), print(\"e?f\", 2), where put "
                    "throws at '?', and print(\"g\", 1)",
                    {{"acdcdeg"}}));
  }

  TEST_CASE("an exception of put does not keep another print waiting") {
    auto runs = explore("put throws while another print waits");
    CHECK(runs.only("exception", "what arrives at the caller of print",
                    {{"paper jam"}}));
    CHECK(runs.only("output",
                    "the output of print(\"a!b\", 1), where put throws at "
                    "'!', and print(\"cd\", 2), then print(\"e\", 1)",
                    {{"acdcde"}, {"cdcdae"}}));
  }

  TEST_CASE("two printers print at the same time") {
    auto runs = explore(
        "the puts of two printers wait for each other", {},
        {.meeting = "two prints of different printers are inside put() at the "
                    "same time"});
    CHECK(runs.only("outputs", "what the left and the right printer wrote",
                    {{"a", "b"}}));
  }
}
