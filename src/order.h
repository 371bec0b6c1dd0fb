// In which order? One sort for every list, so that the engine carries its code once.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace canrun {

// Whether the element at one index goes before that at another. Refers to the function that it is made from.
class Before {
 public:
  template <class Less>
  Before(const Less& less)  // NOLINT: a function is an order
      : less_(&less), ask_([](const void* of, size_t a, size_t b) { return (*static_cast<const Less*>(of))(a, b); }) {}

  bool operator()(size_t a, size_t b) const { return ask_(less_, a, b); }

 private:
  const void* less_;
  bool (*ask_)(const void* less, size_t a, size_t b);
};

// The indices below `count` in order; of equals the smaller first. O(n log n).
std::vector<size_t> order_of(size_t count, Before before);

// Sorts a list by a strict weak order of its elements; equals stay in theirs.
template <class T, class Less>
void sort_stably(std::vector<T>& list, const Less& less) {
  std::vector<T> sorted;
  sorted.reserve(list.size());
  for (const size_t i : order_of(list.size(), [&](size_t a, size_t b) { return less(list[a], list[b]); })) {
    sorted.push_back(std::move(list[i]));
  }
  list = std::move(sorted);
}

}  // namespace canrun
