// What another base seed can change of a verdict. Only samples depend on the
// seed: the systematic search of a scenario comes first and is the same. What
// it fails also comes before any sample of the same test (see better() in
// judge/session.hpp), so then only the tests before that one are in question.
#pragma once

#include <string>

#include "cli/session.hpp"
#include "cli/submissions.hpp"
#include "protocol/result.hpp"

namespace course::cli {

class OtherSeeds {
 public:
  // `first`: how the submission fared with one seed. `one_test`: only the test
  // that failed was run.
  OtherSeeds(const protocol::CheckResult& first, bool one_test);

  // No seed can change it.
  bool same() const { return same_; }

  // The verdict with the seed of `settings`; everything is run as it would be
  // in a check as soon as the samples alone do not say the same.
  protocol::CheckResult check(Session&, const Submission&,
                              judge::Settings) const;

 private:
  protocol::Verdict verdict_;
  bool same_;
  std::string last_test_;  // empty: all are in question
};

}  // namespace course::cli
