// expect: pass
// Two semaphores count the free and the taken places of a ring; the number of
// items is known, so nobody has to say that they are over.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <semaphore>
#include <stdexcept>
#include <thread>
#include <vector>

namespace course {

using Step = std::function<int(int)>;

class Ring {
 public:
  explicit Ring(std::size_t capacity)
      : places_(capacity), free_(static_cast<std::ptrdiff_t>(capacity)) {}

  void put(int item) {
    free_.acquire();
    places_[in_++ % places_.size()] = item;
    taken_.release();
  }

  int get() {
    taken_.acquire();
    const int item = places_[out_++ % places_.size()];
    free_.release();
    return item;
  }

 private:
  std::vector<int> places_;
  std::counting_semaphore<> free_, taken_{0};
  std::size_t in_ = 0;   // of the step before
  std::size_t out_ = 0;  // of the step behind
};

inline std::vector<int> run_pipeline(const std::vector<Step>& steps,
                                     const std::vector<int>& input,
                                     std::size_t capacity) {
  if (steps.empty()) return input;
  std::vector<int> output(input.size());
  std::vector<std::unique_ptr<Ring>> rings;
  for (std::size_t k = 1; k < steps.size(); ++k)
    rings.push_back(std::make_unique<Ring>(capacity));
  std::vector<std::jthread> line;
  for (std::size_t k = 0; k < steps.size(); ++k)
    line.emplace_back([&, k] {
      for (std::size_t i = 0; i < input.size(); ++i) {
        const int item = steps[k](k == 0 ? input[i] : rings[k - 1]->get());
        if (k < rings.size())
          rings[k]->put(item);
        else
          output[i] = item;
      }
    });
  line.clear();  // joins
  return output;
}

}  // namespace course
