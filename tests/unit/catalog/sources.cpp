#include "catalog/sources.h"

#include "catalog/fields.h"
#include "unit/catalog/example_files.h"

using namespace canrun;
using Complaints = std::vector<std::string>;

namespace {

Complaints complaints(const std::string& sources) {
  const json::Node node = example::parsed(R"({"memory": 24, "counts": {"all": 7}, "sources": )" + sources + "}");
  const json::Value file = json::Value::root(node);
  Errors errors;
  json::Fields fields(file, errors);
  read_sources(fields, errors);
  return example::shown(errors.empty() ? source_lints(file) : errors);
}

std::string source(const std::string& names, const std::string& rest) {
  return R"([{"for": [)" + names + R"(], "read": "2026-11-20", )" + rest + "}]";
}

const std::string kVendor = R"("kind": "vendor", "url": "https://example.org")";

}  // namespace

TEST_CASE("every number of a file is named by a source") {
  CHECK(complaints(source(R"("memory", "counts")", kVendor)).empty());
  CHECK(complaints(source(R"("memory", "counts.all")", kVendor)).empty());
  CHECK(complaints(source(R"("memory")", kVendor)) == Complaints{"unsourced-number /counts/all"});
  CHECK(complaints(source(R"("counts")", kVendor)) == Complaints{"unsourced-number /memory"});
}

TEST_CASE("a source names only fields, and fields within fields, that are there") {
  CHECK(complaints(source(R"("memory", "counts", "price")", kVendor)) ==
        Complaints{"unknown-source-field /sources/0/for/2"});
  CHECK(complaints(source(R"("memory", "counts", "counts.some")", kVendor)) ==
        Complaints{"unknown-source-field /sources/0/for/2"});
}

TEST_CASE("what is derived or estimated says how, what is read says where") {
  const std::string names = R"("memory", "counts")";
  CHECK(complaints(source(names, R"("kind": "derived", "note": "halved")")).empty());
  CHECK(complaints(source(names, R"("kind": "derived")")) == Complaints{"missing-field /sources/0/note"});
  CHECK(complaints(source(names, R"("kind": "estimate")")) == Complaints{"missing-field /sources/0/note"});
  CHECK(complaints(source(names, R"("kind": "vendor", "note": "believe me")")) ==
        Complaints{"missing-field /sources/0/url"});
  CHECK(complaints(source(names, R"("kind": "hearsay")")) == Complaints{"unknown-value /sources/0/kind"});
}

TEST_CASE("sources are addresses and days, at least one") {
  const std::string names = R"("memory", "counts")";
  CHECK(complaints(source(names, R"("kind": "vendor", "url": "http://example.org")")) ==
        Complaints{"wrong-pattern /sources/0/url"});
  CHECK(complaints(R"([{"for": ["memory"], "read": "yesterday", )" + kVendor + "}]") ==
        Complaints{"wrong-pattern /sources/0/read"});
  CHECK(complaints("[]") == Complaints{"too-few /sources"});
  CHECK(complaints(source("", kVendor)) == Complaints{"too-few /sources/0/for"});
}

TEST_CASE("a day has a month of twelve and a day of thirty-one") {
  CHECK(is_date("2026-11-20"));
  CHECK_FALSE(is_date("2026-00-20"));
  CHECK_FALSE(is_date("2026-11-32"));
  CHECK_FALSE(is_date("2026-11-2"));
  CHECK_FALSE(is_date("20-11-2026"));
}
