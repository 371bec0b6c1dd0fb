#include "catalog/knowledge.h"

#include "catch.h"

using namespace canrun;

namespace {

ModelFacts model(const std::string& id, const std::string& name, const std::vector<std::string>& aliases = {}) {
  ModelFacts facts;
  facts.id = id;
  facts.name = name;
  facts.aliases = aliases;
  return facts;
}

Knowledge some() {
  Knowledge knowledge;
  knowledge.models = {model("meta-llama/Llama-3.1-8B-Instruct", "Llama 3.1 8B Instruct", {"llama3.1:8b"}),
                      model("meta-llama/Llama-3.1-8B", "Llama 3.1 8B base"), model("labA/Mini", "Mini A"),
                      model("labB/Mini", "Mini B"),
                      model("Qwen/Qwen2.5-7B-Instruct", "Qwen2.5 7B Instruct", {"qwen2.5"})};
  DeviceFacts card;
  card.device.id = "nvidia/geforce-rtx-4090";
  card.device.name = "NVIDIA GeForce RTX 4090";
  card.aliases = {"rtx 4090"};
  knowledge.devices.push_back(card);
  knowledge.index();
  return knowledge;
}

std::string found(const Knowledge& knowledge, const char* name) {
  const ModelFacts* facts = knowledge.model(name);
  return facts == nullptr ? "" : facts->id;
}

}  // namespace

TEST_CASE("a name is compared without case, spaces, hyphens, underscores and colons") {
  CHECK(folded_name("Llama 3.1 8B") == "llama3.18b");
  CHECK(folded_name("llama-3.1_8b") == "llama3.18b");
  CHECK(folded_name("llama3.1:8b") == "llama3.18b");
  CHECK(folded_name("") == "");
}

TEST_CASE("a model is found by id, name and alias, however spelt") {
  const Knowledge knowledge = some();
  const std::string id = "meta-llama/Llama-3.1-8B-Instruct";
  CHECK(found(knowledge, "meta-llama/Llama-3.1-8B-Instruct") == id);
  CHECK(found(knowledge, "META-LLAMA/llama-3.1-8b-instruct") == id);
  CHECK(found(knowledge, "llama 3.1 8b instruct") == id);
  CHECK(found(knowledge, "Llama-3.1-8B-Instruct") == id);
  CHECK(found(knowledge, "llama3.1:8b") == id);
}

TEST_CASE("an alias wins over another model's id without its publisher; the whole id always finds its own") {
  const Knowledge knowledge = some();
  CHECK(found(knowledge, "Llama-3.1-8B") == "meta-llama/Llama-3.1-8B-Instruct");
  CHECK(found(knowledge, "meta-llama/Llama-3.1-8B") == "meta-llama/Llama-3.1-8B");
}

TEST_CASE("an id without its publisher that two models share finds neither") {
  CHECK(found(some(), "Mini").empty());
  CHECK(found(some(), "labA/mini") == "labA/Mini");
}

TEST_CASE("what nobody is called is not found, and the nearest are named") {
  const Knowledge knowledge = some();
  CHECK(knowledge.model("gpt-5") == nullptr);
  CHECK(knowledge.model("") == nullptr);
  CHECK(knowledge.nearest_models("lama3.1:8b").front() == "meta-llama/Llama-3.1-8B-Instruct");
  CHECK(knowledge.nearest_models("qwen2.5-7b-instuct") == std::vector<std::string>{"Qwen/Qwen2.5-7B-Instruct"});
  CHECK(knowledge.nearest_models(std::string(100000, 'x')).empty());
}

TEST_CASE("each nearest model is named once, at most as many as asked for") {
  const auto near = some().nearest_models("llama 3.1 8b instruct", 1);
  CHECK(near == std::vector<std::string>{"meta-llama/Llama-3.1-8B-Instruct"});
}

TEST_CASE("a device is found by its alias") {
  const Knowledge knowledge = some();
  REQUIRE(knowledge.device("RTX-4090") != nullptr);
  CHECK(knowledge.device("RTX-4090")->device.id == "nvidia/geforce-rtx-4090");
  CHECK(knowledge.device("rtx 5090") == nullptr);
  CHECK(knowledge.nearest_devices("rtx 4091") == std::vector<std::string>{"nvidia/geforce-rtx-4090"});
}
