#include "api/json.h"

#include <cstdint>

#include "catch.h"

using namespace canrun;

namespace {

Error error_of(std::string_view text, json::Limits limits = {}) {
  const auto parsed = json::parse(text, limits);
  REQUIRE_FALSE(parsed.ok());
  return parsed.errors().front();
}

json::Node tree(std::string_view text) {
  auto parsed = json::parse(text);
  REQUIRE(parsed.ok());
  return std::move(parsed).value();
}

}  // namespace

TEST_CASE("a key that stands twice in one object is refused with its place", "[json]") {
  const Error error = error_of(R"({"a": {"b": 1, "c": 2, "b": 3}})");
  CHECK(error.code == "duplicate-key");
  CHECK(error.path == "/a/b");
  CHECK(error_of(R"([{"x": 1}, {"y~/": 1, "y~/": 2}])").path == "/1/y~0~1");
}

TEST_CASE("nesting beyond the limit is refused, however long the text", "[json]") {
  CHECK(error_of(std::string(65, '[') + std::string(65, ']')).code == "too-deep");
  CHECK(json::parse(std::string(64, '[') + std::string(64, ']')).ok());
  CHECK(error_of(std::string(1000000, '[')).code == "too-deep");
}

TEST_CASE("a text longer than the limit is refused before it is parsed", "[json]") {
  json::Limits limits;
  limits.bytes = 10;
  CHECK(error_of("[1, 2, 3, 4, 5]", limits).code == "too-large");
}

TEST_CASE("truncated text, invalid UTF-8, lone surrogates and trailing text are not JSON", "[json]") {
  for (const char* text :
       {"{", "{\"a\":", "[1,]", "", "nul", "\"\xff\"", "\"\\ud800\"", "{} {}", "NaN", "[Infinity]"}) {
    INFO(text);
    CHECK(error_of(text).code == "not-json");
  }
}

TEST_CASE("a number that no double holds is out of range, at its place", "[json]") {
  const Error error = error_of(R"({"machine": {"memory": 1e999}})");
  CHECK(error.code == "out-of-range");
  CHECK(error.path == "/machine/memory");
}

TEST_CASE("8192.0 is an integer as JSON Schema has it, 8192.5 is not", "[json]") {
  CHECK(json::Value::root(tree("8192.0")).is_integer());
  CHECK_FALSE(json::Value::root(tree("8192.5")).is_integer());
  CHECK_FALSE(json::Value::root(tree("1e300")).is_integer());
}

TEST_CASE("strict reading reports every error of an object, each with its place", "[json]") {
  const json::Node node = tree(R"({"count": -1, "name": 7, "contxt": 1})");
  Errors errors;
  json::Fields fields(json::Value::root(node), errors);
  fields.integer("count", 0, 10);
  fields.text("name");
  fields.integer("context", 0, 10);
  fields.require("machine");
  fields.refuse_unknown();
  REQUIRE(errors.size() == 4);
  CHECK(errors[0].code == "out-of-range");
  CHECK(errors[0].path == "/count");
  CHECK(errors[1].code == "wrong-type");
  CHECK(errors[1].path == "/name");
  CHECK(errors[2].code == "missing-field");
  CHECK(errors[2].path == "/machine");
  CHECK(errors[3].code == "unknown-field");
  CHECK(errors[3].path == "/contxt");
  CHECK(std::get<std::vector<std::string>>(errors[3].values.front().second).front() == "context");
}

TEST_CASE("null counts as present and has no type that a field wants", "[json]") {
  const json::Node node = tree(R"({"count": null})");
  Errors errors;
  json::Fields fields(json::Value::root(node), errors);
  CHECK_FALSE(fields.integer("count", 0, 10).has_value());
  REQUIRE(errors.size() == 1);
  CHECK(errors[0].code == "wrong-type");
}

TEST_CASE("the writer escapes what JSON needs escaped and replaces invalid UTF-8", "[json]") {
  json::Writer writer;
  writer.begin_array().text("a\"b\\c\n").text("\xff").text("\xe4\xbd\xa0").end_array();
  CHECK(writer.str() == "[\"a\\\"b\\\\c\\n\",\"\xef\xbf\xbd\",\"\xe4\xbd\xa0\"]");
}

TEST_CASE("the writer never writes NaN or infinity, and whole numbers without a fraction", "[json]") {
  json::Writer writer;
  const double zero = 0;
  writer.begin_array().number(1 / zero).number(zero / zero).number(3).number(0.1).number(-2.5e300).integer(-7);
  writer.integer(INT64_MIN).end_array();
  CHECK(writer.str() == "[null,null,3,0.1,-2.5e+300,-7,-9223372036854775808]");
}

TEST_CASE("the nearest known words are those a slip of the finger away", "[json]") {
  const std::vector<std::string_view> known = {"context_tokens", "prompt_tokens", "concurrency"};
  CHECK(json::nearest("contxt_tokens", known).front() == "context_tokens");
  CHECK(json::nearest("zzzzzzzzzzzzzz", known).empty());
}
