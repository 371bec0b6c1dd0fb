// Reads a config in a test: the whole way from text to an architecture.
#pragma once

#include <string>
#include <string_view>

#include "api/json.h"
#include "catch.h"
#include "model/hf_config.h"

namespace canrun {

inline Result<Architecture> read_config(std::string_view text) {
  const auto node = json::parse(text);
  INFO(text);
  REQUIRE(node.ok());
  return architecture_from_hf_config(json::Value::root(*node));
}

inline Architecture architecture_of(std::string_view text) {
  auto result = read_config(text);
  INFO((result.ok() ? std::string() : result.errors()[0].path + ": " + result.errors()[0].message));
  REQUIRE(result.ok());
  return *result;
}

}  // namespace canrun
