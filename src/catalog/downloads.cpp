#include "catalog/downloads.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "catalog/fields.h"

namespace canrun {
namespace {

constexpr size_t kMostEntries = 16;
constexpr size_t kMostFormats = 64;
constexpr size_t kLongestName = 100;

bool letter_or_digit(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// What stands in a command line as it is: no character that a shell reads, and no hyphen in front, which were an
// option.
bool plain(std::string_view word) {
  if (word.empty() || !letter_or_digit(word.front())) return false;
  for (const char c : word) {
    if (!letter_or_digit(c) && c != '.' && c != '_' && c != '-') return false;
  }
  return true;
}

// library:tag or owner/library:tag
bool is_tag(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || !plain(text.substr(colon + 1))) return false;
  const std::string_view name = text.substr(0, colon);
  const size_t slash = name.find('/');
  if (slash == std::string_view::npos) return plain(name);
  return plain(name.substr(0, slash)) && plain(name.substr(slash + 1));
}

bool is_repository(std::string_view text) {
  const size_t slash = text.find('/');
  return slash != std::string_view::npos && plain(text.substr(0, slash)) && plain(text.substr(slash + 1));
}

void read_name(json::Fields& entry, std::string_view key, bool (*good)(std::string_view), const char* expected,
               Errors& errors) {
  const auto text = entry.text(key, 1, kLongestName);
  if (text && !good(*text)) refuse_pattern(*entry.any(key), expected, errors);
}

void read_tag(json::Fields& entry, Errors& errors) {
  read_name(entry, "tag", is_tag, "a tag such as llama3.1:8b", errors);
  read_name(entry, "format", plain, "the id of a format", errors);
  entry.require("tag");
  entry.require("format");
}

void read_repository(json::Fields& entry, Errors& errors) {
  read_name(entry, "repo", is_repository, "a repository such as Qwen/Qwen3-8B-GGUF", errors);
  read_texts(entry, "formats", kMostFormats, kLongestName, errors);
  if (const auto list = entry.any("formats"); list && list->is_array()) {
    if (list->size() == 0) refuse_empty(*list, "name at least one format", errors);
    for (size_t i = 0; i < list->size(); ++i) {
      const json::Value format = list->at(i);
      if (!format.is_string() || format.text().empty() || plain(format.text())) continue;
      refuse_pattern(format, "the id of a format", errors);
    }
  }
  read_name(entry, "quant", plain, "part of a file's name such as fp16", errors);
  entry.require("repo");
  entry.require("formats");
}

void read_entries(json::Fields& downloads, std::string_view key, void (*read)(json::Fields&, Errors&), Errors& errors) {
  const auto list = downloads.array(key, kMostEntries);
  if (!list) return;
  if (list->size() == 0) refuse_empty(*list, "hold at least one entry", errors);
  for (size_t i = 0; i < list->size(); ++i) {
    json::Fields entry(list->at(i), errors);
    read(entry, errors);
    entry.refuse_unknown();
  }
}

void lint_format(const json::Value& format, const std::set<std::string>& formats, Errors& errors) {
  if (formats.count(format.text()) > 0) return;
  errors.push_back({"unknown-format",
                    format.path(),
                    {{"format", format.text()}},
                    format.path() + ": there is no format " + format.text()});
}

}  // namespace

void read_downloads(json::Fields& fields, Errors& errors) {
  const auto object = fields.object("downloads");
  if (!object) return;
  json::Fields downloads(*object, errors);
  read_entries(downloads, "ollama", read_tag, errors);
  read_entries(downloads, "gguf", read_repository, errors);
  read_entries(downloads, "modelscope", read_repository, errors);
  downloads.refuse_unknown();
}

Errors download_lints(const json::Value& file, const std::string& model, const std::set<std::string>& formats,
                      std::map<std::string, std::string>& tags) {
  Errors errors;
  const auto downloads = file.get("downloads");
  if (!downloads) return errors;
  if (const auto list = downloads->get("ollama")) {
    for (size_t i = 0; i < list->size(); ++i) {
      const json::Value tag = *list->at(i).get("tag");
      lint_format(*list->at(i).get("format"), formats, errors);
      const auto [known, added] = tags.emplace(tag.text(), model);
      if (added) continue;
      errors.push_back({"tag-taken",
                        tag.path(),
                        {{"tag", tag.text()}, {"model", known->second}},
                        tag.path() + ": " + known->second + " has the tag " + tag.text() + " already"});
    }
  }
  for (const char* key : {"gguf", "modelscope"}) {
    const auto list = downloads->get(key);
    for (size_t i = 0; list && i < list->size(); ++i) {
      const json::Value named = *list->at(i).get("formats");
      for (size_t j = 0; j < named.size(); ++j) lint_format(named.at(j), formats, errors);
    }
  }
  return errors;
}

}  // namespace canrun
