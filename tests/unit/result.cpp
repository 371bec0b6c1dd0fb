#include "result.h"

#include <memory>

#include "catch.h"

using canrun::Error;
using canrun::Errors;
using canrun::Result;

TEST_CASE("a result holds a value or every error found", "[result]") {
  const Result<int> good = 7;
  REQUIRE(good.ok());
  CHECK(*good == 7);
  CHECK(static_cast<bool>(good));

  const Result<int> bad = Errors{{"unknown-field", "/a", {}, "no such field"}, {"out-of-range", "/b", {}, "too large"}};
  REQUIRE_FALSE(bad.ok());
  CHECK(bad.errors().size() == 2);
  CHECK(bad.errors()[1].path == "/b");
}

TEST_CASE("one error becomes a result with one error", "[result]") {
  const Result<int> bad = Error{"not-json", "", {{"offset", 3.0}}, "not JSON"};
  REQUIRE_FALSE(bad.ok());
  REQUIRE(bad.errors().size() == 1);
  CHECK(bad.errors().front().code == "not-json");
  CHECK(std::get<double>(bad.errors().front().values.front().second) == 3.0);
}

TEST_CASE("a value that can only be moved moves out of a result", "[result]") {
  Result<std::unique_ptr<int>> result = std::make_unique<int>(5);
  REQUIRE(result.ok());
  const std::unique_ptr<int> value = std::move(result).value();
  CHECK(*value == 5);
}
