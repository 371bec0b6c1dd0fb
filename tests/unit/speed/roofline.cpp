#include "speed/roofline.h"

#include "catch.h"

using namespace canrun;

namespace {

StageWork work(double bytes, double operations, double linked = 0) {
  return {Bytes(bytes), Bytes(linked), Operations(operations)};
}

StageRates rates(double bandwidth, double compute, double link = 0) {
  return {BytesPerSecond(bandwidth), BytesPerSecond(link), OperationsPerSecond(compute)};
}

std::optional<StepTime> taking(double seconds, Bound bound) { return StepTime{Seconds(seconds), bound}; }

}  // namespace

TEST_CASE("a stage takes as long as the slowest of memory, arithmetic and link", "[speed]") {
  // 8 GB at 1000 GB/s is 8 ms; 10 Tops at 100 Tops/s is 100 ms; 3 GB at 30 GB/s is 100 ms.
  const auto memory = step_time(work(8e9, 1e9), rates(1e12, 1e14));
  REQUIRE(memory);
  CHECK(memory->seconds.value() == Approx(0.008));
  CHECK(memory->bound == Bound::memory);
  const auto compute = step_time(work(8e9, 1e13), rates(1e12, 1e14));
  CHECK(compute->seconds.value() == Approx(0.1));
  CHECK(compute->bound == Bound::compute);
  const auto link = step_time(work(3e9, 1e9, 3e9), rates(1e12, 1e14, 3e10));
  CHECK(link->seconds.value() == Approx(0.1));
  CHECK(link->bound == Bound::link);
}

TEST_CASE("nothing is said of memory whose bandwidth is not known", "[speed]") {
  CHECK_FALSE(step_time(work(8e9, 1e9), rates(0, 1e14)));
  CHECK(step_time(work(0, 0), rates(0, 0))->seconds.value() == 0);
  CHECK(step_time(work(8e9, 1e30), rates(1e12, 0))->seconds.value() == Approx(0.008));
}

TEST_CASE("stages in sequence add up and name what takes most of the time", "[speed]") {
  const auto total =
      in_sequence({taking(0.01, Bound::memory), taking(0.02, Bound::link), taking(0.015, Bound::memory)});
  REQUIRE(total);
  CHECK(total->seconds.value() == Approx(0.045));
  CHECK(total->bound == Bound::memory);
  CHECK_FALSE(in_sequence({taking(0.01, Bound::memory), std::nullopt}));
}

TEST_CASE("a pipeline takes what its slowest stage takes, and fills once", "[speed]") {
  // Two stages of 10 s over ten pieces: 10 s + 1 s, not 20 s.
  const auto total = in_pipeline({taking(10, Bound::compute), taking(9, Bound::memory)},
                                 {taking(1, Bound::compute), taking(0.9, Bound::memory)});
  REQUIRE(total);
  CHECK(total->seconds.value() == Approx(10.9));
  CHECK(total->bound == Bound::compute);
}

TEST_CASE("one token needs exactly the experts it picks, many need nearly all", "[speed]") {
  CHECK(expected_distinct_experts(128, 8, 1) == 8);
  CHECK(expected_distinct_experts(8, 2, 1) == 2);
  // 8 x (1 - (3/4)^2) = 3.5
  CHECK(expected_distinct_experts(8, 2, 2) == Approx(3.5));
  // 128 x (1 - (15/16)^32) = 111.77, by hand: ln(15/16) x 32 = -2.06523, e^-2.06523 = 0.12679
  CHECK(expected_distinct_experts(128, 8, 32) == Approx(128 * (1 - 0.126789)).epsilon(1e-4));
  CHECK(expected_distinct_experts(128, 8, 2147483647) == Approx(128));
  CHECK(expected_distinct_experts(4, 8, 3) == 4);
  CHECK(expected_distinct_experts(0, 0, 5) == 0);
  CHECK(expected_distinct_experts(8, 2, 0) == 0);
}

TEST_CASE("more tokens never need fewer experts", "[speed]") {
  double before = 0;
  for (int64_t tokens = 1; tokens < 600; ++tokens) {
    const double now = expected_distinct_experts(64, 6, tokens);
    CHECK(now >= before);
    CHECK(now <= 64);
    before = now;
  }
}

TEST_CASE("sums with a cap equal the sums taken one by one", "[speed]") {
  for (int64_t first : {0, 1, 5, 20}) {
    for (int64_t count : {0, 1, 7, 30}) {
      for (int64_t most : {0, 1, 4, 12, 100}) {
        double sum = 0;
        for (int64_t i = first; i < first + count; ++i) sum += static_cast<double>(most == 0 || i < most ? i : most);
        CAPTURE(first, count, most);
        CHECK(sum_of_capped(first, count, most) == sum);
      }
    }
  }
}
