#define DOCTEST_CONFIG_IMPLEMENT
#define DOCTEST_CONFIG_NO_POSIX_SIGNALS
#include "judge/doctest_runner.hpp"

#include <doctest/doctest.h>

namespace course::judge {
namespace {

RanTestCases result;

// Says nothing; remembers how it went.
struct SilentReporter : doctest::IReporter {
  explicit SilentReporter(const doctest::ContextOptions&) {}
  void report_query(const doctest::QueryData&) override {}
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats& s) override {
    result.matching = s.numTestCasesPassingFilters;
  }
  void test_case_start(const doctest::TestCaseData&) override {}
  void test_case_reenter(const doctest::TestCaseData&) override {}
  void test_case_end(const doctest::CurrentTestCaseStats&) override {}
  void test_case_exception(const doctest::TestCaseException& e) override {
    note(e.error_string.c_str());
  }
  void subcase_start(const doctest::SubcaseSignature&) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData& a) override {
    if (a.m_failed) note(a.m_threw ? a.m_exception.c_str() : a.m_expr);
  }
  void log_message(const doctest::MessageData&) override {}
  void test_case_skipped(const doctest::TestCaseData&) override {}

  static void note(const char* text) {
    if (result.problem.empty()) result.problem = text;
  }
};
REGISTER_REPORTER("course", 1, SilentReporter);

// In doctest's filters a comma separates and a backslash escapes.
std::string escaped(const std::string& name) {
  std::string text;
  for (char c : name) {
    if (c == ',' || c == '\\') text += '\\';
    text += c;
  }
  return text;
}

}  // namespace

RanTestCases run_doctest(const std::string& suite, const std::string& name) {
  result = {};
  doctest::Context context;
  context.setOption("reporters", "course");
  context.setOption("no-breaks", true);
  context.setOption("case-sensitive", true);
  context.setOption("order-by", "none");  // one of all there are will run
  context.setOption("test-suite", escaped(suite).c_str());
  context.setOption("test-case", escaped(name).c_str());
  result.passed = context.run() == 0;
  return result;
}

}  // namespace course::judge
