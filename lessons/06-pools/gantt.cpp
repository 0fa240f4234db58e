// output: always the same
// Seven jobs, two workers: shared out beforehand, and taken by whoever is free.
// No thread runs here: the time is counted, so that the numbers are exact.
#include <cstdio>
#include <string>
#include <vector>

// Milliseconds of each job.
const std::vector<int> jobs = {40, 15, 10, 5, 10, 10, 10};

// A character for each 2 ms; the job's letter.
std::string bar(std::size_t job) {
  return std::string(static_cast<std::size_t>(jobs[job]) / 2,
                     static_cast<char>('A' + job));
}

void show(const char* title, const std::string& one, const std::string& two) {
  const std::size_t longest = one.size() > two.size() ? one.size() : two.size();
  std::printf("%s: %zu ms\n  worker 1  %s\n  worker 2  %s\n", title,
              2 * longest, one.c_str(), two.c_str());
}

int main() {
  std::string one, two;
  for (std::size_t job = 0; job < jobs.size(); ++job)
    (job < 4 ? one : two) += bar(job);
  show("the first four, the last three", one, two);

  one.clear(), two.clear();
  for (std::size_t job = 0; job < jobs.size(); ++job)
    (one.size() <= two.size() ? one : two) += bar(job);
  show("whoever is free takes the next", one, two);
}
