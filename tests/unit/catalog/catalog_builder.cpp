#include "catalog/catalog_builder.h"

#include <algorithm>

#include "catalog/parts.h"
#include "unit/catalog/example_files.h"

using namespace canrun;
using example::changed;
using Complaints = std::vector<std::string>;

namespace {

Complaints complaints(const std::vector<DataFile>& files) {
  Complaints out;
  for (const auto& problem : build_catalog(files).problems) {
    out.push_back(problem.path + " " + problem.error.code + " " + problem.error.path);
  }
  return out;
}

// The example's data with one file's text changed.
std::vector<DataFile> with(const std::string& path, const std::string& from, const std::string& to) {
  auto files = example::data();
  for (auto& file : files) {
    if (file.path == path) file.text = changed(file.text, from, to);
  }
  return files;
}

std::vector<DataFile> with_downloads(const std::string& downloads) {
  return with("models/lab/tiny.json", "\"sources\"", "\"downloads\": " + downloads + ", \"sources\"");
}

std::vector<DataFile> and_also(DataFile file) {
  auto files = example::data();
  files.push_back(std::move(file));
  return files;
}

}  // namespace

TEST_CASE("good data becomes a catalog that is read back whole") {
  const BuiltCatalog built = build_catalog(example::data());
  REQUIRE(built.problems.empty());
  REQUIRE(built.files.size() == 6);
  CHECK(built.files[0].path == "catalog.json");
  const json::Node node = example::parsed(built.files[0].text);
  auto part = read_catalog_part(json::Value::root(node));
  REQUIRE(part.ok());
  CHECK(part->name == "catalog");
  CHECK(part->version == built.version);
  const auto knowledge = with_part(Knowledge(), std::move(part).value());
  REQUIRE(knowledge.ok());
  REQUIRE(knowledge->models.size() == 1);
  CHECK(knowledge->models[0].id == "lab/tiny");
  CHECK(knowledge->models[0].vocabulary_header_bytes == 400);
  REQUIRE(knowledge->device("ex 24") != nullptr);
  CHECK(knowledge->device("ex 24")->device.id == "nvidia/example");
  REQUIRE(knowledge->runtime("gguf") != nullptr);
  CHECK(knowledge->runtime("gguf")->default_ubatch_tokens == 512);
  REQUIRE(knowledge->format("q8") != nullptr);
  CHECK(knowledge->format("q8")->bits_per_weight == 8.5);
}

TEST_CASE("the catalog does not depend on the order of the files") {
  auto files = example::data();
  const BuiltCatalog first = build_catalog(files);
  std::reverse(files.begin(), files.end());
  const BuiltCatalog second = build_catalog(files);
  REQUIRE(first.files.size() == second.files.size());
  for (size_t i = 0; i < first.files.size(); ++i) CHECK(first.files[i].text == second.files[i].text);
}

TEST_CASE("another fact or another source is another version") {
  const std::string version = build_catalog(example::data()).version;
  CHECK(version.size() == 16);
  CHECK(build_catalog(with("models/lab/tiny.json", "MIT", "ISC")).version != version);
  CHECK(build_catalog(with("models/lab/tiny.json", "org/tiny", "org/tinier")).version != version);
}

TEST_CASE("the catalog leaves the sources to their own file") {
  const BuiltCatalog built = build_catalog(example::data());
  CHECK(built.files[0].text.find("example.org") == std::string::npos);
  CHECK(built.files[4].path == "sources.json");
  CHECK(built.files[4].text.find("https://example.org/tiny") != std::string::npos);
}

TEST_CASE("the catalog leaves what can be fetched to its own file, by model") {
  const BuiltCatalog built = build_catalog(with_downloads(R"({"ollama": [{"tag": "tiny:1k", "format": "Q8_0"}]})"));
  REQUIRE(built.problems.empty());
  for (size_t i = 0; i < 5; ++i) CHECK(built.files[i].text.find("ollama") == std::string::npos);
  CHECK(built.files[5].path == "downloads.json");
  CHECK(built.files[5].text == R"({"version":")" + built.version +
                                   R"(","models":{"lab/tiny":{"ollama":[{"tag":"tiny:1k","format":"Q8_0"}]}}})" + "\n");
  CHECK(built.version != build_catalog(example::data()).version);
}

TEST_CASE("a file to fetch is in a format that is there") {
  CHECK(complaints(with_downloads(R"({"gguf": [{"repo": "lab/tiny-GGUF", "formats": ["Q8_0", "Q9_0"]}]})")) ==
        Complaints{"models/lab/tiny.json unknown-format /downloads/gguf/0/formats/1"});
  CHECK(complaints(with_downloads(R"({"ollama": [{"tag": "tiny:1k", "format": "Q9_0"}]})")) ==
        Complaints{"models/lab/tiny.json unknown-format /downloads/ollama/0/format"});
}

TEST_CASE("no two models share a tag") {
  const std::string tag = R"("downloads": {"ollama": [{"tag": "tiny:1k", "format": "Q8_0"}]}, "sources")";
  auto files = with("models/lab/tiny.json", "\"sources\"", tag);
  std::string twin = changed(changed(example::kModel, "Tiny 1K Instruct", "Twin"), "tiny:1k", "twin");
  files.push_back({"models/lab/twin.json", changed(twin, "\"sources\"", tag)});
  CHECK(complaints(files) == Complaints{"models/lab/twin.json tag-taken /downloads/ollama/0/tag"});
}

TEST_CASE("the summary counts what is there") {
  const CatalogSummary summary = build_catalog(example::data()).summary;
  CHECK(summary.models == 1);
  CHECK(summary.families == 1);
  CHECK(summary.devices == 1);
  CHECK(summary.vendors == 1);
  CHECK(summary.compared == 1);
  CHECK(summary.worst_difference == 0);
}

TEST_CASE("nothing is written when a file is wrong, and all that is wrong is told") {
  auto files = with("models/lab/tiny.json", "\"MIT\"", "7");
  for (auto& file : files) {
    if (file.path == "devices/nvidia/example.json") file.text = changed(file.text, "1008", "0");
  }
  CHECK(build_catalog(files).files.empty());
  CHECK(complaints(files) == Complaints{"devices/nvidia/example.json out-of-range /bandwidth_gb_s",
                                        "models/lab/tiny.json wrong-type /license",
                                        "tokenizers/ten.json unused-tokenizer "});
}

TEST_CASE("a file that is no JSON is refused") {
  CHECK(complaints(and_also({"models/lab/broken.json", "{"})) == Complaints{"models/lab/broken.json not-json "});
}

TEST_CASE("a file where no kind of data lies is refused") {
  CHECK(complaints(and_also({"notes/idea.json", "{}"})) == Complaints{"notes/idea.json stray-file "});
  CHECK(complaints(and_also({"models/tiny2.json", changed(changed(example::kModel, "Tiny 1K", "T2"), "tiny:1k",
                                                          "t2")})) == Complaints{"models/tiny2.json bad-path "});
}

TEST_CASE("a model names a vocabulary that is there, and no vocabulary is idle") {
  CHECK(complaints(with("models/lab/tiny.json", "\"ten\"", "\"tan\"")) ==
        Complaints{"models/lab/tiny.json unknown-tokenizer /tokenizer", "tokenizers/ten.json unused-tokenizer "});
}

TEST_CASE("a runtime's ladder names formats that are there") {
  CHECK(complaints(with("runtimes/llama.cpp.json", "[\"Q8_0\"]", "[\"Q9_0\"]")) ==
        Complaints{"runtimes/llama.cpp.json unknown-format "});
}

TEST_CASE("a device may not offer more memory than it has") {
  CHECK(complaints(with("devices/nvidia/example.json", "23.5", "24.5")) ==
        Complaints{"devices/nvidia/example.json usable-exceeds-memory /usable_gib"});
}

TEST_CASE("two models may not share a name") {
  CHECK(complaints(and_also({"models/lab/twin.json", example::kModel})) ==
        Complaints{"models/lab/twin.json name-taken /name", "models/lab/twin.json name-taken /aliases/0"});
}

TEST_CASE("the exception of one model is told apart from a wrong count of another") {
  auto files = with("models/lab/tiny.json", "1480", "1500");
  CHECK(complaints(files) == Complaints{"models/lab/tiny.json parameter-count /parameters/published"});
  for (auto& file : files) {
    if (file.path == "exceptions.json") {
      file.text = R"({"parameters": [{"model": "lab/tiny", "within": 0.02, "reason": "because"}]})";
    }
  }
  CHECK(complaints(files).empty());
}
