#include "model/config_reader.h"

#include <algorithm>
#include <utility>

namespace canrun {

ConfigReader::ConfigReader(json::Value text, json::Value outer, Errors& errors)
    : text_(std::move(text)), outer_(std::move(outer)), errors_(errors) {}

std::optional<json::Value> ConfigReader::find(Keys keys) const {
  if (auto value = text_.first_of(keys)) return value;
  for (const std::string_view part : {"attn_config", "ffn_config"}) {
    const auto inner = text_.get(part);
    if (!inner || !inner->is_object()) continue;
    if (auto value = inner->first_of(keys)) return value;
  }
  return std::nullopt;
}

int64_t ConfigReader::integer(const json::Value& value, int64_t least, int64_t most) {
  if (!value.is_number()) {
    errors_.push_back(json::wrong_type(value, "an integer"));
    return least;
  }
  if (!value.is_integer() || value.integer() < least || value.integer() > most) {
    errors_.push_back(json::out_of_range(value, static_cast<double>(least), static_cast<double>(most)));
    return least;
  }
  return value.integer();
}

int64_t ConfigReader::count(Keys keys, int64_t least, int64_t most) {
  const auto value = find(keys);
  if (value) return integer(*value, least, most);
  refuse_missing(*keys.begin());
  return least;
}

int64_t ConfigReader::count_or(Keys keys, int64_t fallback, int64_t least, int64_t most) {
  const auto value = find(keys);
  return value ? integer(*value, least, most) : fallback;
}

bool ConfigReader::flag(const Flag& flag) {
  if (flag.key.empty()) return flag.fallback;
  auto value = find({flag.key, flag.alias.empty() ? flag.key : flag.alias});
  if (!value && flag.key == "tie_word_embeddings") value = outer_.first_of({flag.key});
  if (!value) return flag.fallback;
  if (!value->is_boolean()) {
    errors_.push_back(json::wrong_type(*value, "a boolean"));
    return flag.fallback;
  }
  return value->boolean();
}

bool ConfigReader::has_length(const json::Value& list, int64_t layers) {
  const int64_t length = static_cast<int64_t>(list.size());
  if (length == layers) return true;
  const auto predicting = text_.first_of({"num_nextn_predict_layers"});
  if (predicting && predicting->is_integer() && length > layers && length - layers == predicting->integer())
    return true;
  refuse(list, "inconsistent", "A list by layer is as long as there are layers.");
  return false;
}

std::vector<int64_t> ConfigReader::counts(Keys keys, int64_t layers, int64_t least, int64_t most) {
  const auto value = find(keys);
  if (!value) return {};
  if (!value->is_array()) return std::vector<int64_t>(static_cast<size_t>(layers), integer(*value, least, most));
  if (!has_length(*value, layers)) return {};
  std::vector<int64_t> counts;
  counts.reserve(static_cast<size_t>(layers));
  for (size_t i = 0; i < static_cast<size_t>(layers); ++i) counts.push_back(integer(value->at(i), least, most));
  return counts;
}

std::vector<std::string> ConfigReader::words(Keys keys, int64_t layers) {
  const auto value = find(keys);
  if (!value) return {};
  if (!value->is_array()) {
    errors_.push_back(json::wrong_type(*value, "an array"));
    return {};
  }
  if (!has_length(*value, layers)) return {};
  std::vector<std::string> words;
  words.reserve(static_cast<size_t>(layers));
  for (size_t i = 0; i < static_cast<size_t>(layers); ++i) {
    const json::Value word = value->at(i);
    if (!word.is_string()) errors_.push_back(json::wrong_type(word, "a string"));
    words.push_back(word.is_string() ? word.text() : std::string());
  }
  return words;
}

std::vector<int64_t> ConfigReader::indices(Keys keys, int64_t end) {
  const auto value = find(keys);
  if (!value) return {};
  if (!value->is_array()) {
    errors_.push_back(json::wrong_type(*value, "an array"));
    return {};
  }
  if (static_cast<int64_t>(value->size()) > end) {
    refuse(*value, "inconsistent", "A list of layers names each at most once.");
    return {};
  }
  std::vector<int64_t> indices;
  for (size_t i = 0; i < value->size(); ++i) indices.push_back(integer(value->at(i), 0, end - 1));
  return indices;
}

std::optional<ConfigReader> ConfigReader::part(std::string_view key) {
  const auto value = find({key});
  if (!value) return std::nullopt;
  if (!value->is_object()) {
    errors_.push_back(json::wrong_type(*value, "an object"));
    return std::nullopt;
  }
  return ConfigReader(*value, *value, errors_);
}

void ConfigReader::refuse(const json::Value& value, std::string_view code, std::string message) {
  errors_.push_back({std::string(code), value.path(), {}, std::move(message)});
}

void ConfigReader::refuse_missing(std::string_view key) {
  errors_.push_back(
      {"missing-field", text_.path() + "/" + std::string(key), {}, "The config needs \"" + std::string(key) + "\"."});
}

}  // namespace canrun
