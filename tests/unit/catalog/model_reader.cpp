#include "catalog/model_reader.h"

#include "model/tensors.h"
#include "unit/catalog/example_files.h"

using namespace canrun;
using example::changed;
using example::kModel;
using Complaints = std::vector<std::string>;

namespace {

Complaints complaints(const std::string& text) {
  const json::Node node = example::parsed(text);
  const auto facts = model_from_json(json::Value::root(node));
  return facts.ok() ? Complaints() : example::shown(facts.errors());
}

}  // namespace

TEST_CASE("a model's file is read whole") {
  const json::Node node = example::parsed(kModel);
  const auto facts = model_from_json(json::Value::root(node));
  REQUIRE(facts.ok());
  CHECK(facts->name == "Tiny 1K Instruct");
  CHECK(facts->family == "Tiny");
  CHECK(facts->aliases == std::vector<std::string>{"tiny:1k"});
  CHECK(facts->variant == "instruct");
  CHECK(facts->published_parameters == 1480);
  CHECK(facts->published_basis == "exact");
  CHECK(facts->tokenizer == "ten");
  CHECK(facts->license == "MIT");
  CHECK(facts->released == "2026-01-31");
  CHECK(facts->modalities == std::vector<std::string>{"text"});
  CHECK(facts->weights_dtype == "bfloat16");
  CHECK(facts->architecture.layer_count() == 2);
}

TEST_CASE("a model's file without a required field is refused at that field") {
  CHECK(complaints(changed(kModel, R"("name": "Tiny 1K Instruct", )", "")) == Complaints{"missing-field /name"});
  CHECK(complaints(changed(kModel, R"("family": "Tiny", )", "")) == Complaints{"missing-field /family"});
  CHECK(complaints(changed(kModel, R"("tokenizer": "ten", )", "")) == Complaints{"missing-field /tokenizer"});
  CHECK(complaints(changed(kModel, R"("released": "2026-01-31", )", "")) == Complaints{"missing-field /released"});
  CHECK(complaints("{}").size() == 10);
}

TEST_CASE("a misspelt field of a model is refused with the name that was meant") {
  const json::Node node = example::parsed(changed(kModel, "\"family\"", "\"famly\""));
  const auto facts = model_from_json(json::Value::root(node));
  REQUIRE_FALSE(facts.ok());
  REQUIRE(example::shown(facts.errors()) == Complaints{"missing-field /family", "unknown-field /famly"});
  CHECK(std::get<std::vector<std::string>>(facts.errors()[1].values[0].second) == std::vector<std::string>{"family"});
}

TEST_CASE("values of a model that cannot be are refused") {
  CHECK(complaints(changed(kModel, "1480", "0")) == Complaints{"out-of-range /parameters/published"});
  CHECK(complaints(changed(kModel, "1480", "1480.5")) == Complaints{"wrong-type /parameters/published"});
  CHECK(complaints(changed(kModel, "\"exact\"", "\"sure\"")) ==
        Complaints{"unknown-value /parameters/published_basis"});
  CHECK(complaints(changed(kModel, "2026-01-31", "2026-13-31")) == Complaints{"wrong-pattern /released"});
  CHECK(complaints(changed(kModel, "[\"text\"]", "[\"smell\"]")) == Complaints{"unknown-value /modalities/0"});
  CHECK(complaints(changed(kModel, "[\"text\"]", "[]")) == Complaints{"too-few /modalities"});
  CHECK(complaints(changed(kModel, "\"instruct\"", "\"clever\"")) == Complaints{"unknown-value /variant"});
  CHECK(complaints(changed(kModel, "\"tiny:1k\"", "7")) == Complaints{"wrong-type /aliases/0"});
}

TEST_CASE("a tower of a model needs the total that it is part of") {
  CHECK(complaints(changed(kModel, R"("published": 1480, "published_basis": "exact")", R"("vision": 4)")) ==
        Complaints{"missing-field /parameters/published"});
}

TEST_CASE("what can be fetched is named as a command line can hold it") {
  const auto with = [](const std::string& downloads) {
    return complaints(changed(kModel, "\"sources\"", "\"downloads\": " + downloads + ", \"sources\""));
  };
  CHECK(with(R"({"ollama": [{"tag": "lab/tiny:1k", "format": "Q8_0"}],
                 "gguf": [{"repo": "lab/tiny-GGUF", "formats": ["F16"], "quant": "fp16"}],
                 "modelscope": [{"repo": "lab/tiny-GGUF", "formats": ["Q8_0"]}]})") == Complaints());
  for (const char* tag : {"tiny", "tiny:", ":1k", "-tiny:1k", "tiny:-1k", "a/b/tiny:1k", "tiny:1k 2", "tiny:$(id)"}) {
    CHECK(with(std::string(R"({"ollama": [{"tag": ")") + tag + R"(", "format": "Q8_0"}]})") ==
          Complaints{"wrong-pattern /downloads/ollama/0/tag"});
  }
  for (const char* repo : {"tiny", "/tiny", "lab/", "lab/a/b", "lab/ti ny", "-lab/tiny", "lab/tiny;ls"}) {
    CHECK(with(std::string(R"({"gguf": [{"repo": ")") + repo + R"(", "formats": ["Q8_0"]}]})") ==
          Complaints{"wrong-pattern /downloads/gguf/0/repo"});
  }
  CHECK(with(R"({"gguf": [{"repo": "lab/tiny-GGUF"}]})") == Complaints{"missing-field /downloads/gguf/0/formats"});
  CHECK(with(R"({"gguf": [{"repo": "lab/tiny-GGUF", "formats": []}]})") ==
        Complaints{"too-few /downloads/gguf/0/formats"});
  CHECK(with(R"({"gguf": []})") == Complaints{"too-few /downloads/gguf"});
  CHECK(with(R"({"torrent": []})") == Complaints{"unknown-field /downloads/torrent"});
}

TEST_CASE("a config that is no architecture is refused where it is wrong") {
  CHECK(complaints(changed(kModel, "\"llama\"", "\"lama\"")) == Complaints{"unknown-model-type /config/model_type"});
  CHECK(complaints(changed(kModel, R"("hidden_size": 8, )", "")) == Complaints{"missing-field /config/hidden_size"});
}

TEST_CASE("a published count may be missed by half a percent, a rounded one by more") {
  CHECK(published_tolerance("exact") == 0.005);
  CHECK(published_tolerance("recalled") == 0.005);
  CHECK(published_tolerance("rounded") > published_tolerance("exact"));
  CHECK(published_tolerance("name") > published_tolerance("rounded"));
}

TEST_CASE("a vocabulary's file is read and its counts are bounded") {
  const json::Node good = example::parsed(example::kTokenizer);
  const auto tokenizer = tokenizer_from_json(json::Value::root(good));
  REQUIRE(tokenizer.ok());
  CHECK(tokenizer->vocabulary == 10);
  CHECK(tokenizer->header_bytes == 400);
  const json::Node bad = example::parsed(changed(example::kTokenizer, "400", "0"));
  const auto refused = tokenizer_from_json(json::Value::root(bad));
  REQUIRE_FALSE(refused.ok());
  CHECK(example::shown(refused.errors()) == Complaints{"out-of-range /header_bytes"});
}
