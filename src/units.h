// What is measured in what? Quantities with dimensions, so that bytes and tokens cannot be added.
//
// A quantity holds a double: bytes up to 2^53 are exact, bits per weight may be fractional, and JSON and JavaScript
// carry the same number. Counts of things (layers, heads, elements) are plain int64_t.
#pragma once

#include <cstdint>

namespace canrun {

// The exponents of bytes, tokens, seconds and floating-point operations.
template <int BytesPower, int TokensPower, int SecondsPower, int OperationsPower>
class Quantity {
 public:
  constexpr Quantity() = default;
  constexpr explicit Quantity(double value) : value_(value) {}
  constexpr explicit Quantity(int64_t value) : value_(static_cast<double>(value)) {}
  constexpr explicit Quantity(int value) : value_(value) {}

  [[nodiscard]] constexpr double value() const { return value_; }
  // Whole part; the caller knows that the quantity fits.
  [[nodiscard]] constexpr int64_t count() const { return static_cast<int64_t>(value_); }

  constexpr Quantity& operator+=(Quantity other) {
    value_ += other.value_;
    return *this;
  }
  constexpr Quantity& operator-=(Quantity other) {
    value_ -= other.value_;
    return *this;
  }
  friend constexpr Quantity operator+(Quantity a, Quantity b) { return Quantity(a.value_ + b.value_); }
  friend constexpr Quantity operator-(Quantity a, Quantity b) { return Quantity(a.value_ - b.value_); }
  friend constexpr Quantity operator-(Quantity a) { return Quantity(-a.value_); }
  friend constexpr Quantity operator*(Quantity a, double factor) { return Quantity(a.value_ * factor); }
  friend constexpr Quantity operator*(double factor, Quantity a) { return Quantity(a.value_ * factor); }
  friend constexpr Quantity operator/(Quantity a, double divisor) { return Quantity(a.value_ / divisor); }
  friend constexpr bool operator==(Quantity a, Quantity b) { return a.value_ == b.value_; }
  friend constexpr bool operator!=(Quantity a, Quantity b) { return a.value_ != b.value_; }
  friend constexpr bool operator<(Quantity a, Quantity b) { return a.value_ < b.value_; }
  friend constexpr bool operator<=(Quantity a, Quantity b) { return a.value_ <= b.value_; }
  friend constexpr bool operator>(Quantity a, Quantity b) { return a.value_ > b.value_; }
  friend constexpr bool operator>=(Quantity a, Quantity b) { return a.value_ >= b.value_; }

 private:
  double value_ = 0;
};

template <int B1, int T1, int S1, int O1, int B2, int T2, int S2, int O2>
constexpr auto operator*(Quantity<B1, T1, S1, O1> a, Quantity<B2, T2, S2, O2> b) {
  return Quantity<B1 + B2, T1 + T2, S1 + S2, O1 + O2>(a.value() * b.value());
}

template <int B1, int T1, int S1, int O1, int B2, int T2, int S2, int O2>
constexpr auto operator/(Quantity<B1, T1, S1, O1> a, Quantity<B2, T2, S2, O2> b) {
  return Quantity<B1 - B2, T1 - T2, S1 - S2, O1 - O2>(a.value() / b.value());
}

using Ratio = Quantity<0, 0, 0, 0>;
using Bytes = Quantity<1, 0, 0, 0>;
using Tokens = Quantity<0, 1, 0, 0>;
using Seconds = Quantity<0, 0, 1, 0>;
using Operations = Quantity<0, 0, 0, 1>;
using BytesPerToken = Quantity<1, -1, 0, 0>;
using OperationsPerToken = Quantity<0, -1, 0, 1>;
using BytesPerSecond = Quantity<1, 0, -1, 0>;
using TokensPerSecond = Quantity<0, 1, -1, 0>;
using SecondsPerToken = Quantity<0, -1, 1, 0>;
using OperationsPerSecond = Quantity<0, 0, -1, 1>;

inline constexpr double kKiB = 1024.0;
inline constexpr double kMiB = 1024.0 * 1024.0;
inline constexpr double kGiB = 1024.0 * 1024.0 * 1024.0;
inline constexpr double kGB = 1e9;

// The least multiple of `unit` that is not below `value`. Both positive; value + unit fits in int64_t.
constexpr int64_t padded(int64_t value, int64_t unit) { return (value + unit - 1) / unit * unit; }

template <class Q>
constexpr Q least(Q a, Q b) {
  return b < a ? b : a;
}
template <class Q>
constexpr Q greatest(Q a, Q b) {
  return a < b ? b : a;
}

}  // namespace canrun
