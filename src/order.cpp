#include "order.h"

#include <algorithm>

namespace canrun {

std::vector<size_t> order_of(size_t count, Before before) {
  std::vector<size_t> order(count);
  for (size_t i = 0; i < count; ++i) order[i] = i;
  const auto earlier = [&](size_t a, size_t b) { return before(a, b) || (!before(b, a) && a < b); };
  // By heap: a quarter of the code of std::sort.
  std::make_heap(order.begin(), order.end(), earlier);
  std::sort_heap(order.begin(), order.end(), earlier);
  return order;
}

}  // namespace canrun
