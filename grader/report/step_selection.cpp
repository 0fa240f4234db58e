#include "report/step_selection.hpp"

#include <algorithm>
#include <map>

#include "report/decisive_steps.hpp"
#include "report/laps.hpp"
#include "report/row_weights.hpp"

namespace course::report {

using protocol::Failure;
using protocol::Verdict;

namespace {

// A row that may be one more round of a loop: nothing in it has to be seen.
bool repeats(const Weighed& w) {
  if (!w.row.note.empty() || w.row.telling) return false;
  return w.weight < decisive || !w.row.values.empty();
}

std::vector<Row> kept_rows(const std::vector<Weighed>& rows) {
  std::vector<Row> out;
  int missing = nothing;
  std::size_t run = 0;
  for (const Weighed& w : rows) {
    if (!w.kept) {
      missing = std::max(missing, w.weight);
      continue;
    }
    // Locks go without a word. Between two runs nothing needs to be said
    // either: the next row is another task's anyway.
    if (missing >= data && !out.empty() && run == w.run) {
      out.emplace_back();
      out.back().task = w.row.task;
      out.back().gap = true;
    } else if (!out.empty() && run == w.run && repeats(w) &&
               out.back().where.line == w.row.where.line &&
               out.back().where.file == w.row.where.file) {
      // A loop: only locks were between the two.
      Row& before = out.back();
      before.steps.insert(before.steps.end(), w.row.steps.begin(),
                          w.row.steps.end());
      before.values.insert(before.values.end(), w.row.values.begin(),
                           w.row.values.end());
      ++before.times;
      missing = nothing;
      continue;
    }
    missing = nothing;
    run = w.run;
    out.push_back(w.row);
  }
  return out;
}

// The row whose loss hurts least: of the lowest weight; in the longest run if
// it is not an end of one; near that run's middle. Ends go from the beginning.
std::size_t least_telling(const std::vector<Weighed>& rows) {
  int lowest = decisive;
  std::map<std::size_t, std::vector<std::size_t>> runs;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows[i].kept) continue;
    lowest = std::min(lowest, rows[i].weight);
    runs[rows[i].run].push_back(i);
  }
  std::size_t best = rows.size(), best_length = 0, best_off = 0;
  for (const auto& [run, members] : runs) {
    for (std::size_t k = 0; k < members.size(); ++k) {
      if (rows[members[k]].weight != lowest) continue;
      if (lowest >= boundary) return members[k];
      const std::size_t off = std::max(k, members.size() - k);
      if (members.size() > best_length ||
          (members.size() == best_length && off < best_off)) {
        best = members[k];
        best_length = members.size();
        best_off = off;
      }
    }
  }
  return best;
}

bool about_an_order(const Failure& failure) {
  switch (failure.verdict) {
    case Verdict::deadlock:
    case Verdict::data_race:
      return false;
    case Verdict::not_parallel:
      return std::ranges::none_of(failure.trace.tasks, [](const auto& t) {
        return t.state == protocol::TaskState::blocked;
      });
    default:
      return true;
  }
}

}  // namespace

std::vector<Row> select_rows(const Failure& failure, std::size_t limit) {
  if (failure.verdict == Verdict::livelock ||
      failure.verdict == Verdict::busy_wait ||
      failure.verdict == Verdict::too_slow)
    if (std::vector<Row> laps = lap_rows(failure); !laps.empty()) {
      if (laps.size() > limit)
        laps.erase(laps.begin(),
                   laps.end() - static_cast<std::ptrdiff_t>(limit));
      return laps;
    }
  const Decisive key = decisive_steps(failure);
  std::vector<Weighed> rows =
      weigh(failure.trace, key, !key.complete && about_an_order(failure));
  for (const protocol::Access* access : key.unseen) {
    const protocol::Frame* where = protocol::shown_frame(access->stack);
    if (where == nullptr) continue;
    if (!rows.empty() && rows.back().row.task == access->task &&
        rows.back().row.where.line == where->line &&
        rows.back().row.where.file == where->file) {
      rows.back().row.note = verb(access->operation);
      rows.back().weight = decisive;
      continue;
    }
    Weighed w;
    w.row.task = access->task;
    w.row.where = *where;
    w.row.note = verb(access->operation);
    w.weight = decisive;
    w.run = rows.empty() ? 1 : rows.back().run + 1;
    rows.push_back(std::move(w));
  }
  for (Weighed& w : rows) w.kept = w.weight > nothing;

  // What is not decisive goes if that makes the table pleasant to read.
  const auto too_many = [&](std::size_t n) {
    return kept_rows(rows).size() > n;
  };
  while (too_many(std::min(ideal_rows, limit))) {
    const std::size_t at = least_telling(rows);
    if (at == rows.size() || rows[at].weight >= decisive) break;
    rows[at].kept = false;
  }
  while (too_many(limit)) {
    const std::size_t at = least_telling(rows);
    if (at == rows.size()) break;
    rows[at].kept = false;
  }
  return kept_rows(rows);
}

}  // namespace course::report
