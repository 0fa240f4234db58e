// What the compiler and the linker say, cut down to what helps the author of a
// submission.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "protocol/result.hpp"

namespace course::sandbox {

struct DiagnosticSources {
  std::string header;           // "account.hpp"
  std::string_view submission;  // its text
  std::string scenarios;        // "account_scenarios.cpp"
};

// At most this many errors (and, if there are none, warnings) are kept.
inline constexpr std::size_t most_diagnostics = 5;

// Reads g++'s text output, run in the submission's folder with -I. and without
// carets, LC_ALL=C. Errors of the submission come first, then others, each as
// one line. Not empty if there was an error.
//
// - A message about a library or scenario file moves to the submission's line
//   that led there (innermost instantiation, else note, else #include).
// - A COURSE_SIGNATURE or static_assert of the scenarios that fails is its
//   sentence, with line 0, and comes before what templates say; what the
//   scenarios say besides is its echo and goes.
std::vector<protocol::Diagnostic> read_diagnostics(std::string_view output,
                                                   const DiagnosticSources&);

// The same for the output of mold, gold, lld or bfd.
std::vector<protocol::Diagnostic> read_link_errors(std::string_view output,
                                                   const DiagnosticSources&);

}  // namespace course::sandbox
