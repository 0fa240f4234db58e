#include <cerrno>

#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions short_calls{.faults =
                                         fault_short_read | fault_short_write};
constexpr ExploreOptions interrupted{.faults = fault_interrupt};
constexpr ExploreOptions small_pipe{.faults = fault_small_pipe};

constexpr std::string_view returned = "what read_full returns";
constexpr std::string_view error = "the error (0: none)";
constexpr std::string_view as_it_was =
    "whether the flags of the descriptors are as before";

}  // namespace

TEST_SUITE("07-pipes/io_full") {
  TEST_CASE("what is written can be read") {
    auto runs = explore("written, then read");
    CHECK(runs.only("read", returned, {{"milk and sugar"}}));
    CHECK(runs.only("flags", as_it_was, {{true}}));
  }

  TEST_CASE("any byte may come") {
    auto runs = explore("bytes of all kinds");
    CHECK(runs.only("size", "the number of bytes that are read, of 5", {{5}}));
    CHECK(runs.only("bytes", "what is read", {{"as sent"}}));
  }

  TEST_CASE("the end comes early") {
    for (const int there : {0, 3, 5}) {
      auto runs = explore("the end comes early", {{"there", there}});
      CHECK(runs.only("read", returned, {{std::string("abcde", there)}}));
      CHECK(runs.only("behind it", "a second read_full at the end", {{""}}));
    }
  }

  TEST_CASE("what follows is left for the next call") {
    auto runs = explore("two messages, one after the other");
    CHECK(runs.only("read", returned, {{"tea"}}));
    CHECK(runs.only("left", "what is left in the pipe", {{"milk"}}));
  }

  TEST_CASE("nothing asked for, nothing written") {
    auto runs = explore("nothing");
    CHECK(runs.only("read", returned, {{""}}));
  }

  TEST_CASE("reads and writes may be short") {
    auto runs = explore("short calls", {}, short_calls);
    CHECK(runs.only("messages", "three calls of read_full",
                    {{"tea", "milk", ""}}));
  }

  TEST_CASE("more than fits into the pipe") {
    auto runs = explore("a long message to another process", {}, small_pipe);
    CHECK(runs.only("size", "the number of bytes that are read, of 4200",
                    {{4200}}));
    CHECK(runs.only("bytes", "what is read", {{"as sent"}}));
    CHECK(runs.only("behind it", "a second read_full at the end", {{""}}));
  }

  TEST_CASE("interrupted calls go on") {
    auto runs = explore("short calls", {}, interrupted);
    CHECK(runs.only("messages", "three calls of read_full",
                    {{"tea", "milk", ""}}));
  }

  TEST_CASE("nobody reads any more") {
    auto runs = explore("nobody reads");
    CHECK(runs.only("error", error, {{EPIPE}}));
  }

  TEST_CASE("an error is not the end") {
    auto runs = explore("a descriptor that must not wait");
    CHECK(runs.only("error", error, {{EAGAIN}}));
    auto full = explore("a full pipe that must not wait");
    CHECK(full.only("error", error, {{EAGAIN}}));
    CHECK(full.only("flags", as_it_was, {{true}}));
  }

  TEST_CASE("the wrong end") {
    auto runs = explore("the ends exchanged");
    CHECK(runs.only("errors", "the two errors (0: none)", {{EBADF, EBADF}}));
  }
}
