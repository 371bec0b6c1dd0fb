#include "units.h"

#include <type_traits>

#include "catch.h"

using namespace canrun;

namespace {

template <class A, class B, class = void>
constexpr bool kAddable = false;
template <class A, class B>
constexpr bool kAddable<A, B, std::void_t<decltype(std::declval<A>() + std::declval<B>())>> = true;

template <class A, class B, class = void>
constexpr bool kComparable = false;
template <class A, class B>
constexpr bool kComparable<A, B, std::void_t<decltype(std::declval<A>() < std::declval<B>())>> = true;

// What must not compile.
static_assert(kAddable<Bytes, Bytes>);
static_assert(!kAddable<Bytes, Tokens>);
static_assert(!kAddable<Bytes, double>);
static_assert(!kAddable<BytesPerToken, Bytes>);
static_assert(!kComparable<Seconds, Tokens>);
static_assert(!kComparable<Seconds, double>);
static_assert(!std::is_convertible_v<double, Bytes>);
static_assert(!std::is_convertible_v<Bytes, double>);
static_assert(!std::is_convertible_v<BytesPerSecond, OperationsPerSecond>);

// What products and quotients are measured in.
static_assert(std::is_same_v<decltype(BytesPerToken(1) * Tokens(1)), Bytes>);
static_assert(std::is_same_v<decltype(Bytes(1) / BytesPerSecond(1)), Seconds>);
static_assert(std::is_same_v<decltype(OperationsPerToken(1) * Tokens(1) / OperationsPerSecond(1)), Seconds>);
static_assert(std::is_same_v<decltype(Tokens(1) / Seconds(1)), TokensPerSecond>);
static_assert(std::is_same_v<decltype(Bytes(1) / Bytes(1)), Ratio>);

}  // namespace

TEST_CASE("a KV cache of 128 KiB a token takes 1 GiB at 8192 tokens", "[units]") {
  CHECK((BytesPerToken(131072) * Tokens(8192)).value() == 1073741824.0);
}

TEST_CASE("reading 24 GB at 1008 GB/s takes a forty-second of a second", "[units]") {
  CHECK((Bytes(24 * kGB) / BytesPerSecond(1008 * kGB)).value() == Approx(1.0 / 42.0).epsilon(1e-15));
}

TEST_CASE("bytes are exact up to 2^53", "[units]") {
  const int64_t most = int64_t{1} << 53;
  CHECK(Bytes(most).count() == most);
  CHECK((Bytes(most - 1) + Bytes(1)).count() == most);
}

TEST_CASE("GiB is 2^30 and GB is 10^9", "[units]") {
  CHECK(kGiB == 1073741824.0);
  CHECK(kGB == 1000000000.0);
  CHECK(kGiB == 1024 * kMiB);
  CHECK(kMiB == 1024 * kKiB);
}

TEST_CASE("padding gives the least multiple that is not below", "[units]") {
  CHECK(padded(0, 256) == 0);
  CHECK(padded(1, 256) == 256);
  CHECK(padded(256, 256) == 256);
  CHECK(padded(257, 256) == 512);
}

TEST_CASE("quantities add, scale and order like their numbers", "[units]") {
  Bytes sum(3);
  sum += Bytes(4);
  sum -= Bytes(2);
  CHECK(sum == Bytes(5));
  CHECK(-sum == Bytes(-5));
  CHECK(sum * 2.0 == Bytes(10));
  CHECK(2.0 * sum == Bytes(10));
  CHECK(sum / 2.0 == Bytes(2.5));
  CHECK(sum != Bytes(6));
  CHECK(sum < Bytes(6));
  CHECK(sum <= Bytes(5));
  CHECK(sum > Bytes(4));
  CHECK(sum >= Bytes(5));
  CHECK(least(Bytes(1), Bytes(2)) == Bytes(1));
  CHECK(greatest(Bytes(1), Bytes(2)) == Bytes(2));
}
