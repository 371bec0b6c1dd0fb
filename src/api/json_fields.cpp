#include <algorithm>
#include <string>

#include "api/json.h"
#include "order.h"

namespace canrun::json {
namespace {

size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    size_t diagonal = row[0];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

std::string lower(std::string_view word) {
  std::string out(word);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::null:
      return "null";
    case Kind::boolean:
      return "a boolean";
    case Kind::number:
      return "a number";
    case Kind::string:
      return "a string";
    case Kind::array:
      return "an array";
    case Kind::object:
      return "an object";
  }
  return "";
}

std::string shown(double value) { return Writer().number(value).take(); }

}  // namespace

std::vector<std::string> nearest(std::string_view word, const std::vector<std::string_view>& known, size_t most) {
  const std::string wanted = lower(word.substr(0, 128));
  std::vector<std::pair<size_t, std::string_view>> found;
  for (std::string_view candidate : known) {
    if (candidate.size() > 128) continue;
    const size_t distance = edit_distance(wanted, lower(candidate));
    if (distance <= std::max<size_t>(2, candidate.size() / 3)) found.emplace_back(distance, candidate);
  }
  std::vector<std::string> out;
  for (const size_t i : order_of(found.size(), [&](size_t a, size_t b) { return found[a].first < found[b].first; })) {
    if (out.size() < most) out.emplace_back(found[i].second);
  }
  return out;
}

bool length_within(const Value& value, size_t least, size_t most, Errors& errors) {
  size_t length = 0;  // code points: what JSON Schema counts
  for (char c : value.text()) length += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
  if (length >= least && length <= most) return true;
  errors.push_back(
      {"wrong-length",
       value.path(),
       {{"least", static_cast<double>(least)}, {"most", static_cast<double>(most)}},
       value.path() + " must have " + std::to_string(least) + " to " + std::to_string(most) + " characters"});
  return false;
}

Error wrong_type(const Value& value, std::string_view expected) {
  return {"wrong-type",
          value.path(),
          {{"expected", std::string(expected)}},
          value.path() + " must be " + std::string(expected) + ", not " + std::string(name_of(value.kind()))};
}

Error out_of_range(const Value& value, double least, double most) {
  return {"out-of-range",
          value.path(),
          {{"least", least}, {"most", most}, {"given", value.number()}},
          value.path() + " must be from " + shown(least) + " to " + shown(most)};
}

Fields::Fields(const Value& value, Errors& errors) : value_(value), errors_(errors), is_object_(value.is_object()) {
  if (!is_object_) errors_.push_back(wrong_type(value, "an object"));
}

std::optional<Value> Fields::take(std::string_view key) {
  known_.push_back(key);
  return is_object_ ? value_.get(key) : std::nullopt;
}

bool Fields::present(std::string_view key) const { return is_object_ && value_.get(key).has_value(); }

std::optional<std::string> Fields::text(std::string_view key, size_t least, size_t most) {
  const auto value = take(key);
  if (!value) return std::nullopt;
  if (!value->is_string()) {
    errors_.push_back(wrong_type(*value, "a string"));
    return std::nullopt;
  }
  if (!length_within(*value, least, most, errors_)) return std::nullopt;
  return value->text();
}

std::optional<std::string> Fields::one_of(std::string_view key, const std::vector<std::string_view>& words) {
  auto word = text(key);
  if (!word) return std::nullopt;
  if (std::find(words.begin(), words.end(), *word) != words.end()) return word;
  const auto value = value_.get(key);
  std::vector<std::string> allowed(words.begin(), words.end());
  std::string list;
  for (const auto& w : allowed) list += (list.empty() ? "" : ", ") + w;
  errors_.push_back({"unknown-value",
                     value->path(),
                     {{"allowed", allowed}, {"nearest", nearest(*word, words)}},
                     value->path() + " must be one of: " + list});
  return std::nullopt;
}

std::optional<int64_t> Fields::integer(std::string_view key, int64_t least, int64_t most) {
  const auto value = take(key);
  if (!value) return std::nullopt;
  if (!value->is_number()) {
    errors_.push_back(wrong_type(*value, "an integer"));
    return std::nullopt;
  }
  const double given = value->number();
  if (given < static_cast<double>(least) || given > static_cast<double>(most)) {
    errors_.push_back(out_of_range(*value, static_cast<double>(least), static_cast<double>(most)));
    return std::nullopt;
  }
  if (!value->is_integer()) {
    errors_.push_back(wrong_type(*value, "an integer"));
    return std::nullopt;
  }
  return value->integer();
}

std::optional<double> Fields::number(std::string_view key, double least, double most) {
  const auto value = take(key);
  if (!value) return std::nullopt;
  if (!value->is_number()) {
    errors_.push_back(wrong_type(*value, "a number"));
    return std::nullopt;
  }
  if (value->number() < least || value->number() > most) {
    errors_.push_back(out_of_range(*value, least, most));
    return std::nullopt;
  }
  return value->number();
}

std::optional<double> Fields::number_above(std::string_view key, double least, double most) {
  const auto given = number(key, least, most);
  if (given && *given <= least) {
    errors_.push_back(out_of_range(*value_.get(key), least, most));
    return std::nullopt;
  }
  return given;
}

std::optional<bool> Fields::boolean(std::string_view key) {
  const auto value = take(key);
  if (!value) return std::nullopt;
  if (!value->is_boolean()) {
    errors_.push_back(wrong_type(*value, "true or false"));
    return std::nullopt;
  }
  return value->boolean();
}

std::optional<Value> Fields::object(std::string_view key) {
  const auto value = take(key);
  if (!value) return std::nullopt;
  if (!value->is_object()) {
    errors_.push_back(wrong_type(*value, "an object"));
    return std::nullopt;
  }
  return value;
}

std::optional<Value> Fields::array(std::string_view key, size_t most_elements) {
  const auto value = take(key);
  if (!value) return std::nullopt;
  if (!value->is_array()) {
    errors_.push_back(wrong_type(*value, "an array"));
    return std::nullopt;
  }
  if (value->size() > most_elements) {
    errors_.push_back({"too-many",
                       value->path(),
                       {{"most", static_cast<double>(most_elements)}},
                       value->path() + " has more than " + std::to_string(most_elements) + " elements"});
    return std::nullopt;
  }
  return value;
}

std::optional<Value> Fields::any(std::string_view key) { return take(key); }

void Fields::require(std::string_view key) {
  if (!is_object_ || present(key)) return;
  errors_.push_back({"missing-field",
                     value_.path() + "/" + pointer_token(key),
                     {},
                     value_.path() + "/" + std::string(key) + " is required"});
}

void Fields::refuse_unknown() {
  if (!is_object_) return;
  for (size_t i = 0; i < value_.size(); ++i) {
    const auto [name, value] = value_.member(i);
    if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
    const auto near = nearest(name, known_);
    errors_.push_back({"unknown-field",
                       value.path(),
                       {{"nearest", near}},
                       value.path() + " is not a known field" +
                           (near.empty() ? std::string() : "; did you mean '" + near.front() + "'?")});
  }
}

}  // namespace canrun::json
