#include "api/json.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "order.h"

namespace canrun::json {
namespace {

constexpr double kLargestInteger = 9007199254740992.0;  // 2^53

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
    const auto& members = node.members;
    const auto order =
        order_of(members.size(), [&](size_t a, size_t b) { return members[a].first < members[b].first; });
    const auto twice = std::adjacent_find(order.begin(), order.end(),
                                          [&](size_t a, size_t b) { return members[a].first == members[b].first; });
    if (twice == order.end()) return true;
    const std::string& name = members[*twice].first;
    stack_.back().second.clear();
    const std::string parent = here();
    error_ = {"duplicate-key",
              parent + "/" + pointer_token(name),
              {{"key", name}},
              "the key '" + name + "' stands twice in one object; keep one"};
    return false;
  }
  [[nodiscard]] std::string here() const {
    std::string path;
    for (size_t i = 0; i < stack_.size(); ++i) {
      const auto& [node, name] = stack_[i];
      if (node.kind == Kind::array) {
        path += "/" + std::to_string(node.elements.size());
      } else if (!name.empty()) {
        path += "/" + pointer_token(name);
      }
    }
    return path;
  }

  int depth_limit_;
  Error error_;
  std::vector<std::pair<Node, std::string>> stack_;
};

// Tells what stands below a node where it stands. As deep as the document is nested.
void link(Node& node, const Node* address) {
  size_t place = 0;
  for (Node& child : node.elements) {
    child.parent = address;
    child.place = place++;
    link(child, &child);
  }
  for (auto& [name, child] : node.members) {
    child.parent = address;
    child.place = place++;
    child.name = &name;
    link(child, &child);
  }
}

}  // namespace

std::string pointer_token(std::string_view key) {
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

std::string Value::path() const {
  std::vector<const Node*> steps;
  for (const Node* node = node_; node != nullptr && node->place != Node::is_root; node = node->parent) {
    steps.push_back(node);
  }
  std::string path;
  while (!steps.empty()) {
    const Node& step = *steps.back();
    path += '/';
    path += step.name != nullptr ? pointer_token(*step.name) : std::to_string(step.place);
    steps.pop_back();
  }
  return path;
}

bool Value::is_integer() const {
  return is_number() && std::floor(node_->number) == node_->number && std::fabs(node_->number) < kLargestInteger;
}

std::optional<Value> Value::get(std::string_view key) const {
  for (const auto& [name, child] : node_->members) {
    if (name == key) return Value(child);
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

Value Value::at(size_t index) const { return Value(node_->elements[index]); }

std::pair<std::string_view, Value> Value::member(size_t index) const {
  const auto& entry = node_->members[index];
  return {entry.first, Value(entry.second)};
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
  link(builder.root, nullptr);
  return std::move(builder.root);
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
