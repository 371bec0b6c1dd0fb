#include "catalog/lints.h"

#include "catalog/model_reader.h"
#include "unit/catalog/example_files.h"

using namespace canrun;
using example::changed;
using example::kModel;
using Complaints = std::vector<std::string>;

namespace {

ModelFacts facts_of(const std::string& text) {
  const json::Node node = example::parsed(text);
  auto facts = model_from_json(json::Value::root(node));
  REQUIRE(facts.ok());
  ModelFacts out = std::move(facts).value();
  out.id = "lab/tiny";
  return out;
}

}  // namespace

TEST_CASE("a data file's path is as many plain names as its kind asks for") {
  CHECK(path_lints("meta-llama/Llama-3.1-8B", 2).empty());
  CHECK(path_lints("Q4_K_M", 1).empty());
  CHECK(example::shown(path_lints("Llama-3.1-8B", 2)) == Complaints{"bad-path "});
  CHECK(example::shown(path_lints("a/b/c", 2)) == Complaints{"bad-path "});
  CHECK(example::shown(path_lints("a//b", 2)) == Complaints{"bad-path "});
  CHECK(example::shown(path_lints("../b", 2)) == Complaints{"bad-path "});
  CHECK(example::shown(path_lints("a/b c", 2)) == Complaints{"bad-path "});
}

TEST_CASE("no two things share a name, however it is spelt") {
  CHECK(name_lints({{"lab/a", {"Model A", "a:7b"}}, {"lab/b", {"Model B"}}}).empty());
  const auto clash = name_lints({{"lab/a", {"Model A", "a:7b"}}, {"lab/b", {"Model B", "A 7B"}}});
  REQUIRE(clash.size() == 1);
  CHECK(clash[0].first == "lab/b");
  CHECK(clash[0].second.code == "name-taken");
  CHECK(clash[0].second.path == "/aliases/0");
}

TEST_CASE("a name may not be another one's id") {
  const auto clash = name_lints({{"lab/a", {"lab/b"}}, {"lab/b", {"Model B"}}});
  REQUIRE(clash.size() == 1);
  CHECK(clash[0].first == "lab/a");
  CHECK(clash[0].second.path == "/name");
}

TEST_CASE("two spellings of one name may stand in one file") {
  CHECK(name_lints({{"lab/a", {"Model A", "model-a", "model a"}}}).empty());
}

TEST_CASE("a model is counted from its config") {
  const ParameterCheck check = parameter_check(facts_of(kModel));
  CHECK(check.counted == 1480);
  CHECK(check.difference == 0);
  CHECK(parameter_lints(facts_of(kModel), nullptr).empty());
}

TEST_CASE("towers and what is not loaded count beside the text decoder") {
  const auto model =
      facts_of(changed(kModel, R"("published": 1480)", R"("published": 1600, "vision": 100, "not_loaded": 20)"));
  CHECK(parameter_check(model).counted == 1600);
}

TEST_CASE("a count that misses an exact published one by more than half a percent is refused") {
  CHECK(parameter_lints(facts_of(changed(kModel, "1480", "1487")), nullptr).empty());           // 0.47 %
  CHECK(example::shown(parameter_lints(facts_of(changed(kModel, "1480", "1488")), nullptr)) ==  // 0.54 %
        Complaints{"parameter-count /parameters/published"});
}

TEST_CASE("an exception widens what a count may miss, and no further") {
  const ParameterException exception{"lab/tiny", 0.011, "because"};
  CHECK(parameter_lints(facts_of(changed(kModel, "1480", "1495")), &exception).empty());  // 1.003 %
  CHECK(example::shown(parameter_lints(facts_of(changed(kModel, "1480", "1500")), &exception)) ==
        Complaints{"parameter-count /parameters/published"});
}

TEST_CASE("an exception that no model needs is refused") {
  const std::vector<ModelFacts> models{facts_of(kModel)};
  CHECK(example::shown(exception_lints({{"lab/tiny", 0.02, "because"}}, models)) ==
        Complaints{"unused-exception /parameters/0"});
  CHECK(example::shown(exception_lints({{"lab/other", 0.02, "because"}}, models)) ==
        Complaints{"unused-exception /parameters/0"});
  CHECK(exception_lints({{"lab/tiny", 0.02, "because"}}, {facts_of(changed(kModel, "1480", "1500"))}).empty());
}

TEST_CASE("an exception says by how much and why") {
  const json::Node node = example::parsed(R"({"parameters": [{"model": "lab/tiny", "within": 0}]})");
  const auto exceptions = exceptions_from_json(json::Value::root(node));
  REQUIRE_FALSE(exceptions.ok());
  CHECK(example::shown(exceptions.errors()) ==
        Complaints{"out-of-range /parameters/0/within", "missing-field /parameters/0/reason"});
}

TEST_CASE("no token uses more parameters than there are") {
  const auto model = facts_of(changed(kModel, R"("published": 1480)", R"("published": 1480, "active": 1481)"));
  CHECK(example::shown(parameter_lints(model, nullptr)) == Complaints{"active-exceeds-published /parameters/active"});
}

TEST_CASE("an embedding has a row for every token") {
  CHECK(vocabulary_lints(facts_of(kModel), 10).empty());
  CHECK(example::shown(vocabulary_lints(facts_of(kModel), 11)) == Complaints{"below-vocabulary /tokenizer"});
}
