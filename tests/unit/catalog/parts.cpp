#include "catalog/parts.h"

#include "unit/catalog/example_files.h"

using namespace canrun;
using example::changed;
using Complaints = std::vector<std::string>;

namespace {

std::string entry(const std::string& id, const std::string& name) {
  std::string text = changed(example::kModel, "Tiny 1K Instruct", name);
  text = changed(text, "[\"tiny:1k\"]", "[]");
  text.resize(text.find(R"(, "modalities")"));
  return R"({"id": ")" + id + R"(", "vocabulary_header_bytes": 400, )" + text.substr(1) +
         R"(, "modalities": ["text"]})";
}

std::string part(const std::string& name, const std::string& version, const std::string& models) {
  return R"({"part": ")" + name + R"(", "version": ")" + version + R"(", "models": [)" + models + "]}";
}

CatalogPart read(const std::string& text) {
  const json::Node node = example::parsed(text);
  auto result = read_catalog_part(json::Value::root(node));
  REQUIRE(result.ok());
  return std::move(result).value();
}

Complaints complaints(const std::string& text) {
  const json::Node node = example::parsed(text);
  const auto result = read_catalog_part(json::Value::root(node));
  return result.ok() ? Complaints() : example::shown(result.errors());
}

std::string one_model() { return part("model:lab/one", "v1", entry("lab/one", "One")); }
std::string all_models() { return part("models", "v1", entry("lab/one", "One") + "," + entry("lab/two", "Two")); }

}  // namespace

TEST_CASE("parts are added one to another") {
  const auto one = with_part(Knowledge(), read(one_model()));
  REQUIRE(one.ok());
  CHECK(one->models.size() == 1);
  const auto all = with_part(*one, read(all_models()));
  REQUIRE(all.ok());
  CHECK(all->models.size() == 2);
  CHECK(all->model("two") != nullptr);
  CHECK(all->parts.size() == 2);
}

TEST_CASE("the same part twice is harmless") {
  const auto once = with_part(Knowledge(), read(all_models()));
  const auto twice = with_part(*once, read(all_models()));
  REQUIRE(twice.ok());
  CHECK(twice->models.size() == 2);
  CHECK(twice->parts.size() == 1);
}

TEST_CASE("a part of another version is refused and changes nothing") {
  const auto loaded = with_part(Knowledge(), read(one_model()));
  const auto other = with_part(*loaded, read(part("models", "v2", entry("lab/two", "Two"))));
  REQUIRE_FALSE(other.ok());
  CHECK(example::shown(other.errors()) == Complaints{"version-mismatch /version"});
  CHECK(loaded->models.size() == 1);
}

TEST_CASE("a part says its name and version and nothing unknown") {
  CHECK(complaints("{}") == Complaints{"missing-field /part", "missing-field /version"});
  CHECK(complaints(R"({"part": "x", "version": "v1", "modles": []})") == Complaints{"unknown-field /modles"});
  CHECK(complaints("[]").front() == "wrong-type ");
}

TEST_CASE("an entry of a part is read as strictly as its file") {
  CHECK(complaints(part("x", "v1", changed(entry("lab/one", "One"), "\"id\"", "\"idd\""))) ==
        Complaints{"missing-field /models/0/id", "unknown-field /models/0/idd"});
  CHECK(complaints(part("x", "v1", changed(entry("lab/one", "One"), "\"llama\"", "\"lama\""))) ==
        Complaints{"unknown-model-type /models/0/config/model_type"});
}

TEST_CASE("an id that stands twice in a part is refused") {
  CHECK(complaints(part("x", "v1", entry("lab/one", "One") + "," + entry("lab/one", "Uno"))) ==
        Complaints{"duplicate-id /models/1/id"});
}
