#include "report/json_report.hpp"

#include <doctest/doctest.h>

#include "report/fixtures.hpp"

using namespace course::report;

TEST_CASE("the JSON of a failure says where, how and who") {
  const fixtures::Fixture f = fixtures::memory_errors().front();
  const auto json = to_json(f.result, MemorySourceLines(f.sources));
  CHECK(json["verdict"] == "data-race");
  CHECK(json["claim"].is_null());
  CHECK(json["steps"][1]["tests"][0]["result"] == "failed");
  CHECK(json["steps"][1]["tests"][0]["verdict"] == "data-race");
  const auto& failure = json["failure"];
  CHECK(failure["replay"] == "2.b1-1f0c");
  CHECK(failure["accesses"][0]["holds"][0] == "x.mutex_");
  CHECK(failure["accesses"][1]["line"] == 26);
  CHECK(failure["accesses"][1]["source"] == "return balance_;");
  CHECK(failure["steps"][3]["operation"] == "lock");
  CHECK(failure["steps"][3]["object"] == "x.mutex_");
  CHECK(failure["steps"][3]["file"] == "account.hpp");
  CHECK(json["seconds"]["compile"] == 0.31);
}

TEST_CASE("the JSON of a pass holds its claim") {
  const fixtures::Fixture f = fixtures::others().front();
  const auto json = to_json(f.result, MemorySourceLines({}));
  CHECK(json["verdict"] == "pass");
  CHECK(json["schedules"] == 51);
  CHECK(json["failure"].is_null());
  CHECK(json["claim"].get<std::string>().starts_with("all 84 orders"));
}

TEST_CASE("output that is not UTF-8 does no harm") {
  fixtures::Fixture f = fixtures::memory_errors().front();
  f.result.failure->output = "\xff\xfe";
  const std::string text = json_text(f.result, MemorySourceLines(f.sources));
  CHECK(nlohmann::json::parse(text)["exercise"] == "02-locks/account");
}
