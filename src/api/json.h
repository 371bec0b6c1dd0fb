// How do we read and write JSON? A read-only cursor over a checked document, a strict field reader that reports every
// error with its JSON Pointer, and a writer. json.cpp is the only file that includes nlohmann/json.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "result.h"

namespace canrun::json {

enum class Kind : uint8_t { null, boolean, number, string, array, object };

// Moved, never copied: what a node holds points back to it.
struct Node {
  Node() = default;
  Node(const Node&) = delete;
  Node(Node&&) noexcept = default;
  Node& operator=(const Node&) = delete;
  Node& operator=(Node&&) noexcept = default;

  Kind kind = Kind::null;
  bool boolean = false;
  double number = 0;
  std::string text;
  std::vector<Node> elements;                         // of an array
  std::vector<std::pair<std::string, Node>> members;  // of an object, in the order of the text

  // Where it stands, for its path. The root may move, so it has no address: what it holds has no parent either.
  static constexpr size_t is_root = static_cast<size_t>(-1);
  const Node* parent = nullptr;
  size_t place = is_root;             // in the array or object
  const std::string* name = nullptr;  // in an object
};

// One place in a document. Cheap to copy; lives no longer than its document.
class Value {
 public:
  static Value root(const Node& node) { return Value(node); }

  [[nodiscard]] Kind kind() const { return node_->kind; }
  [[nodiscard]] bool is_object() const { return kind() == Kind::object; }
  [[nodiscard]] bool is_array() const { return kind() == Kind::array; }
  [[nodiscard]] bool is_string() const { return kind() == Kind::string; }
  [[nodiscard]] bool is_number() const { return kind() == Kind::number; }
  [[nodiscard]] bool is_boolean() const { return kind() == Kind::boolean; }
  [[nodiscard]] bool is_null() const { return kind() == Kind::null; }
  // A number without a fraction whose size is below 2^53.
  [[nodiscard]] bool is_integer() const;

  // Precondition of each: the kind of that name.
  [[nodiscard]] double number() const { return node_->number; }
  [[nodiscard]] int64_t integer() const { return static_cast<int64_t>(node_->number); }
  [[nodiscard]] bool boolean() const { return node_->boolean; }
  [[nodiscard]] const std::string& text() const { return node_->text; }

  // The member of that name; nothing when this is no object or has none. A member that is null counts as present.
  [[nodiscard]] std::optional<Value> get(std::string_view key) const;
  // The first of these members that is present and not null.
  [[nodiscard]] std::optional<Value> first_of(std::initializer_list<std::string_view> keys) const;
  [[nodiscard]] size_t size() const;                                            // of an array or object
  [[nodiscard]] Value at(size_t index) const;                                   // of an array
  [[nodiscard]] std::pair<std::string_view, Value> member(size_t index) const;  // of an object
  // JSON Pointer (RFC 6901) from the root of the document. Worked out at each call: for errors.
  [[nodiscard]] std::string path() const;
  [[nodiscard]] const Node& node() const { return *node_; }

 private:
  explicit Value(const Node& node) : node_(&node) {}
  const Node* node_;
};

// A key as a JSON Pointer has it: RFC 6901, section 3.
std::string pointer_token(std::string_view key);

struct Limits {
  size_t bytes = 1u << 20;  // refused by length before parsing: "too-large"
  int depth = 64;           // "too-deep"
};

// Refuses: too long, too deep, not JSON ("not-json"), a key twice in one object ("duplicate-key"), a number that no
// double holds ("out-of-range"), text after the end. Invalid UTF-8 is "not-json" with the place.
Result<Node> parse(std::string_view text, const Limits& limits = {});

// The names nearest to `word` (edit distance), best first; at most `most`, none that is far.
std::vector<std::string> nearest(std::string_view word, const std::vector<std::string_view>& known, size_t most = 3);

// Reads the members of one object strictly: each absent, of the right type and in range, or an error; what was never
// asked for is an unknown field.
class Fields {
 public:
  // An error at once when `value` is no object.
  Fields(const Value& value, Errors& errors);

  // Lengths in characters (Unicode code points, as JSON Schema counts them).
  std::optional<std::string> text(std::string_view key, size_t least = 0, size_t most = 4096);
  std::optional<std::string> one_of(std::string_view key, const std::vector<std::string_view>& words);
  std::optional<int64_t> integer(std::string_view key, int64_t least, int64_t most);
  std::optional<double> number(std::string_view key, double least, double most);
  // Like number, but `least` itself is refused.
  std::optional<double> number_above(std::string_view key, double least, double most);
  std::optional<bool> boolean(std::string_view key);
  std::optional<Value> object(std::string_view key);
  std::optional<Value> array(std::string_view key, size_t most_elements);
  // Whatever stands there; marks the key as known.
  std::optional<Value> any(std::string_view key);
  // Reports a missing field.
  void require(std::string_view key);
  // Reports every member that nothing above asked for. Call last.
  void refuse_unknown();
  [[nodiscard]] bool present(std::string_view key) const;

 private:
  std::optional<Value> take(std::string_view key);
  Value value_;
  Errors& errors_;
  bool is_object_;
  std::vector<std::string_view> known_;
};

// Whether a string's length lies within; an error "wrong-length" when not. Precondition: is_string().
bool length_within(const Value& value, size_t least, size_t most, Errors& errors);
Error wrong_type(const Value& value, std::string_view expected);
Error out_of_range(const Value& value, double least, double most);

// Writes compact JSON. Invalid UTF-8 becomes U+FFFD; NaN and infinity become null.
class Writer {
 public:
  Writer& begin_object();
  Writer& end_object();
  Writer& begin_array();
  Writer& end_array();
  Writer& key(std::string_view name);
  Writer& text(std::string_view value);
  Writer& number(double value);
  Writer& integer(int64_t value);
  Writer& boolean(bool value);
  Writer& null();
  Writer& raw(std::string_view json);      // already JSON
  Writer& figures(const Figures& values);  // an object
  Writer& node(const Node& node);
  [[nodiscard]] const std::string& str() const { return out_; }
  [[nodiscard]] std::string take() { return std::move(out_); }

 private:
  void comma();
  std::string out_;
  bool needs_comma_ = false;
};

}  // namespace canrun::json
