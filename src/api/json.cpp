#include "api/json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace canrun::json {
namespace {

constexpr double kLargestInteger = 9007199254740992.0;  // 2^53

std::string escaped(std::string_view key) {  // RFC 6901, section 3
  std::string out;
  out.reserve(key.size());
  for (char c : key) {
    if (c == '~') {
      out += "~0";
    } else if (c == '/') {
      out += "~1";
    } else {
      out += c;
    }
  }
  return out;
}

// Builds the tree and refuses what the parser itself would let pass: depth and repeated keys.
class Builder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(int depth_limit) : depth_limit_(depth_limit) {}

  bool null() override { return put(Node{}); }
  bool boolean(bool value) override {
    Node node;
    node.kind = Kind::boolean;
    node.boolean = value;
    return put(std::move(node));
  }
  bool number_integer(number_integer_t value) override { return put_number(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return put_number(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t&) override { return put_number(value); }
  bool string(string_t& value) override {
    Node node;
    node.kind = Kind::string;
    node.text = std::move(value);
    return put(std::move(node));
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(Kind::object); }
  bool start_array(std::size_t) override { return open(Kind::array); }
  bool key(string_t& name) override {
    stack_.back().second = std::move(name);
    return true;
  }
  bool end_object() override {
    Node node = std::move(stack_.back().first);
    if (!unique_keys(node)) return false;
    stack_.pop_back();
    return put(std::move(node));
  }
  bool end_array() override {
    Node node = std::move(stack_.back().first);
    stack_.pop_back();
    return put(std::move(node));
  }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception& problem) override {
    const bool overflow = problem.id == 406;  // nlohmann/json: out_of_range.406, number overflow
    error_ = {overflow ? "out-of-range" : "not-json",
              overflow ? here() : std::string(),
              {{"position", static_cast<double>(position)}},
              overflow ? "a number is too large for a double; write a smaller one"
                       : "not valid JSON near byte " + std::to_string(position)};
    return false;
  }

  Node root;
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  bool put_number(double value) {
    Node node;
    node.kind = Kind::number;
    node.number = value;
    return put(std::move(node));
  }
  bool open(Kind kind) {
    if (static_cast<int>(stack_.size()) >= depth_limit_) {
      error_ = {"too-deep",
                here(),
                {{"limit", static_cast<double>(depth_limit_)}},
                "nested deeper than " + std::to_string(depth_limit_) + " levels"};
      return false;
    }
    Node node;
    node.kind = kind;
    stack_.emplace_back(std::move(node), std::string());
    return true;
  }
  bool put(Node node) {
    if (stack_.empty()) {
      root = std::move(node);
      return true;
    }
    auto& [parent, name] = stack_.back();
    if (parent.kind == Kind::object) {
      parent.members.emplace_back(std::move(name), std::move(node));
    } else {
      parent.elements.push_back(std::move(node));
    }
    return true;
  }
  bool unique_keys(const Node& node) {
    std::vector<const std::string*> names;
    names.reserve(node.members.size());
    for (const auto& member : node.members) names.push_back(&member.first);
    std::sort(names.begin(), names.end(), [](const auto* a, const auto* b) { return *a < *b; });
    const auto twice =
        std::adjacent_find(names.begin(), names.end(), [](const auto* a, const auto* b) { return *a == *b; });
    if (twice == names.end()) return true;
    stack_.back().second.clear();
    const std::string parent = here();
    error_ = {"duplicate-key",
              parent + "/" + escaped(**twice),
              {{"key", **twice}},
              "the key '" + **twice + "' stands twice in one object; keep one"};
    return false;
  }
  [[nodiscard]] std::string here() const {
    std::string path;
    for (size_t i = 0; i < stack_.size(); ++i) {
      const auto& [node, name] = stack_[i];
      if (node.kind == Kind::array) {
        path += "/" + std::to_string(node.elements.size());
      } else if (!name.empty()) {
        path += "/" + escaped(name);
      }
    }
    return path;
  }

  int depth_limit_;
  Error error_;
  std::vector<std::pair<Node, std::string>> stack_;
};

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

std::string shown(double value) { return nlohmann::json(value).dump(); }

}  // namespace

Value::Value(const Node* node, const Value* parent, std::string_view key) : node_(node) {
  if (parent != nullptr) {
    path_.reserve(parent->path_.size() + 1 + key.size());
    path_ = parent->path_;
    path_ += '/';
    if (key.find_first_of("~/") == std::string_view::npos) {
      path_ += key;  // nearly always
    } else {
      path_ += escaped(key);
    }
  }
}

bool Value::is_integer() const {
  return is_number() && std::floor(node_->number) == node_->number && std::fabs(node_->number) < kLargestInteger;
}

std::optional<Value> Value::get(std::string_view key) const {
  for (const auto& [name, child] : node_->members) {
    if (name == key) return Value(&child, this, key);
  }
  return std::nullopt;
}

std::optional<Value> Value::first_of(std::initializer_list<std::string_view> keys) const {
  for (std::string_view key : keys) {
    if (auto value = get(key); value && !value->is_null()) return value;
  }
  return std::nullopt;
}

size_t Value::size() const { return is_array() ? node_->elements.size() : node_->members.size(); }

Value Value::at(size_t index) const { return Value(&node_->elements[index], this, std::to_string(index)); }

std::pair<std::string_view, Value> Value::member(size_t index) const {
  const auto& entry = node_->members[index];
  return {entry.first, Value(&entry.second, this, entry.first)};
}

Result<Node> parse(std::string_view text, const Limits& limits) {
  if (text.size() > limits.bytes) {
    return Error{"too-large",
                 "",
                 {{"limit_bytes", static_cast<double>(limits.bytes)}, {"bytes", static_cast<double>(text.size())}},
                 "longer than " + std::to_string(limits.bytes) + " bytes"};
  }
  Builder builder(limits.depth);
  if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder)) return builder.error();
  return std::move(builder.root);
}

std::vector<std::string> nearest(std::string_view word, const std::vector<std::string_view>& known, size_t most) {
  const std::string wanted = lower(word.substr(0, 128));
  std::vector<std::pair<size_t, std::string_view>> found;
  for (std::string_view candidate : known) {
    if (candidate.size() > 128) continue;
    const size_t distance = edit_distance(wanted, lower(candidate));
    if (distance <= std::max<size_t>(2, candidate.size() / 3)) found.emplace_back(distance, candidate);
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<std::string> out;
  for (size_t i = 0; i < found.size() && i < most; ++i) out.emplace_back(found[i].second);
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
                     value_.path() + "/" + escaped(key),
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

void Writer::comma() {
  if (needs_comma_) out_ += ',';
  needs_comma_ = true;
}
Writer& Writer::begin_object() {
  comma();
  out_ += '{';
  needs_comma_ = false;
  return *this;
}
Writer& Writer::end_object() {
  out_ += '}';
  needs_comma_ = true;
  return *this;
}
Writer& Writer::begin_array() {
  comma();
  out_ += '[';
  needs_comma_ = false;
  return *this;
}
Writer& Writer::end_array() {
  out_ += ']';
  needs_comma_ = true;
  return *this;
}
Writer& Writer::key(std::string_view name) {
  text(name);
  out_ += ':';
  needs_comma_ = false;
  return *this;
}
Writer& Writer::text(std::string_view value) {
  comma();
  const bool plain =
      std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; });
  if (plain) {
    out_ += '"';
    out_ += value;
    out_ += '"';
  } else {
    out_ += nlohmann::json(std::string(value)).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }
  return *this;
}
Writer& Writer::number(double value) {
  if (!std::isfinite(value)) return null();
  if (std::floor(value) == value && std::fabs(value) < kLargestInteger) return integer(static_cast<int64_t>(value));
  comma();
  char buffer[64];
  out_.append(buffer, nlohmann::detail::to_chars(buffer, buffer + sizeof buffer, value));
  return *this;
}
Writer& Writer::integer(int64_t value) {
  comma();
  char digits[24];
  char* end = digits + sizeof digits;
  char* at = end;
  uint64_t rest = value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  do {
    *--at = static_cast<char>('0' + rest % 10);
    rest /= 10;
  } while (rest != 0);
  if (value < 0) *--at = '-';
  out_.append(at, end);
  return *this;
}
Writer& Writer::boolean(bool value) {
  comma();
  out_ += value ? "true" : "false";
  return *this;
}
Writer& Writer::null() {
  comma();
  out_ += "null";
  return *this;
}
Writer& Writer::raw(std::string_view json) {
  comma();
  out_ += json;
  return *this;
}
Writer& Writer::figures(const Figures& values) {
  begin_object();
  for (const auto& [name, figure] : values) {
    key(name);
    if (const auto* amount = std::get_if<double>(&figure)) {
      number(*amount);
    } else if (const auto* word = std::get_if<std::string>(&figure)) {
      text(*word);
    } else if (const auto* truth = std::get_if<bool>(&figure)) {
      boolean(*truth);
    } else {
      begin_array();
      for (const auto& entry : std::get<std::vector<std::string>>(figure)) text(entry);
      end_array();
    }
  }
  return end_object();
}
Writer& Writer::node(const Node& node) {
  switch (node.kind) {
    case Kind::null:
      return null();
    case Kind::boolean:
      return boolean(node.boolean);
    case Kind::number:
      return number(node.number);
    case Kind::string:
      return text(node.text);
    case Kind::array:
      begin_array();
      for (const auto& child : node.elements) this->node(child);
      return end_array();
    case Kind::object:
      begin_object();
      for (const auto& [name, child] : node.members) {
        key(name);
        this->node(child);
      }
      return end_object();
  }
  return null();
}

}  // namespace canrun::json
