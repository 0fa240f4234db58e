#include "judge/testing.hpp"

namespace {

constexpr ExploreOptions short_calls{.faults =
                                         fault_short_read | fault_short_write};
constexpr ExploreOptions interrupted{.faults = fault_interrupt};
constexpr ExploreOptions killed{.faults = fault_killed};
constexpr ExploreOptions killed_in_pieces{.faults =
                                              fault_killed | fault_short_write};

constexpr ExploreOptions killed_in_a_long_one{.faults = fault_killed |
                                                        fault_small_pipe};

constexpr std::string_view three = "what three calls of recv return";
constexpr std::string_view foreign = "a descriptor of somebody else";

}  // namespace

TEST_SUITE("07-pipes/connection") {
  TEST_CASE("messages arrive as they were sent") {
    auto runs = explore("three messages at once");
    CHECK(runs.only("messages", three, {{"tea", "", "sugar"}}));
  }

  TEST_CASE("any byte may come") {
    auto runs = explore("bytes of all kinds");
    CHECK(runs.only("messages", "two messages", {{"as sent", "as sent"}}));
  }

  TEST_CASE("both directions") {
    auto runs = explore("both send before they receive");
    CHECK(runs.only("messages", "what the first and the second end receive",
                    {{"from the second", "from the first"}}));
  }

  TEST_CASE("one direction") {
    auto runs = explore("one direction");
    CHECK(runs.only("message", "what the first end receives", {{"tea"}}));
    CHECK(runs.only("the other direction",
                    "send of the first end and recv of the second",
                    {{"std::system_error", "std::system_error"}}));
    CHECK(runs.only("end", "recv when the other end is closed", {{"nullopt"}}));
  }

  TEST_CASE("sends and receives may be short") {
    auto runs = explore("three messages at once", {}, short_calls);
    CHECK(runs.only("messages", three, {{"tea", "", "sugar"}}));
  }

  TEST_CASE("interrupted calls go on") {
    auto runs = explore("three messages at once", {}, interrupted);
    CHECK(runs.only("messages", three, {{"tea", "", "sugar"}}));
  }

  TEST_CASE("a long message to another process") {
    auto runs = explore("a long message to another process");
    CHECK(runs.only("message", "a message of 66,000 bytes", {{"as sent"}}));
    CHECK(runs.only("end", "recv behind it", {{"nullopt"}}));
  }

  TEST_CASE("the other end is closed") {
    auto runs = explore("the other end is closed");
    CHECK(runs.only("messages", three, {{"tea", "nullopt", "nullopt"}}));
    CHECK(runs.only("answer", "a send to nobody", {{"std::system_error"}}));
    auto last = explore("the last words of an end that is closed");
    CHECK(last.only("sent", "a send to nobody", {{"std::system_error"}}));
    CHECK(last.only("messages", "two calls of recv behind it",
                    {{"tea", "nullopt"}}));
  }

  TEST_CASE("the own end is closed") {
    auto runs = explore("the own end is closed");
    CHECK(runs.only("after close", "send and recv",
                    {{"std::system_error", "std::system_error"}}));
    CHECK(runs.only("foreign", foreign, {{"open"}}));
  }

  TEST_CASE("ends are moved") {
    auto runs = explore("ends are moved");
    CHECK(runs.only("messages", "two calls of recv", {{"tea", "nullopt"}}));
    CHECK(runs.only("foreign", foreign, {{"open"}}));
  }

  TEST_CASE("an end is assigned") {
    auto runs = explore("an end is assigned");
    CHECK(runs.only("the end it had before", "recv at its other end",
                    {{"nullopt"}}));
    CHECK(runs.only("message", "what arrives from the new one", {{"tea"}}));
  }

  TEST_CASE("an end is moved between two messages") {
    auto runs = explore("moved between two messages");
    CHECK(runs.only("messages", three, {{"1", "2", "3"}}));
    CHECK(runs.only("after close", "recv after close()",
                    {{"std::system_error"}}));
  }

  TEST_CASE("two sockets") {
    auto runs = explore("two sockets");
    CHECK(runs.only("message", "what arrives", {{"tea"}}));
    CHECK(runs.only("foreign", "descriptors of somebody else",
                    {{"open", "open"}}));
  }

  TEST_CASE("exec closes them") {
    for (const int duplex : {1, 0}) {
      auto runs = explore("what exec leaves open", {{"duplex", duplex}});
      CHECK(runs.only("open", "whether descriptors are open", {{true}}));
      CHECK(runs.only("kept", "how many descriptors survive exec", {{0}}));
    }
  }

  TEST_CASE("if there are no descriptors, it says so") {
    auto one = explore("no more descriptors", {{"free", 1}});
    CHECK(one.only("made", "what make_pipe does", {{"std::system_error"}}));
    auto three_left = explore("no more descriptors", {{"free", 3}});
    CHECK(three_left.only("made", "what make_pipe does",
                          {{"a pipe"}, {"std::system_error"}}));
  }

  TEST_CASE("an echo in another process") {
    auto runs = explore("an echo in another process");
    for (const char* key : {"first", "second"})
      CHECK(runs.only(key, "send, and the answer", {{"sent", key}}));
    CHECK(runs.only("ends well", "whether the echo ends", {{true}}));
  }

  TEST_CASE("an echo that is killed") {
    auto runs = explore("an echo in another process", {}, killed);
    for (const char* key : {"first", "second"})
      CHECK(runs.only(key, "send, and the answer",
                      {{"sent", key},
                       {"sent", "nullopt"},
                       {"sent", "std::runtime_error"},
                       {"sent", "std::system_error"},
                       {"std::system_error", "nullopt"},
                       {"std::system_error", "std::runtime_error"},
                       {"std::system_error", "std::system_error"}}));
  }

  TEST_CASE("a sender that is killed within its message") {
    for (const int size : {3, 4200}) {
      auto runs = explore("a sender that may be killed", {{"size", size}},
                          size == 3 ? killed_in_pieces : killed_in_a_long_one);
      CHECK(runs.every("what was sent arrives", [](const Outcome& o) {
        return o.boolean("killed") || o.text("received") == "as sent";
      }));
      CHECK(runs.every("nothing at all is the end", [](const Outcome& o) {
        return o.boolean("some bytes arrive") ||
               o.text("received") == "nullopt";
      }));
      CHECK(runs.every("what was begun is whole or cut", [](const Outcome& o) {
        return !o.boolean("some bytes arrive") ||
               o.text("received") == "as sent" || o.text("received") == "cut";
      }));
    }
  }

  TEST_CASE("SIGPIPE is the caller's") {
    auto runs = explore("another thread has an eye on SIGPIPE");
    CHECK(runs.only("sent", "a send to nobody", {{"std::system_error"}}));
    CHECK(runs.only("meanwhile", "the caller's setting of SIGPIPE meanwhile",
                    {{"as before"}}));
    CHECK(runs.only("behind", "the caller's setting of SIGPIPE afterwards",
                    {{"as before"}}));
  }
}
