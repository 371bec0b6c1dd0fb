// What came of it: a value, or every error found, each with its place and the figures that explain it.
//
// Language never comes from here: `code` and `values` are for the page to put into words; `message` is English, for
// developers and the command line.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace canrun {

// A figure that goes with a code: a number, a word, a truth value, or a list of words.
using Figure = std::variant<double, std::string, bool, std::vector<std::string>>;
using Figures = std::vector<std::pair<std::string, Figure>>;

// A statement in code and figures: why a verdict is as it is, what a change would gain.
struct Note {
  std::string code;
  Figures values;
};

struct Error {
  std::string code;     // kebab-case, for example "unknown-field"
  std::string path;     // JSON Pointer to the offending field, "" for the whole document
  Figures values;       // for example {"nearest", ["context_tokens"]}
  std::string message;  // English: names the field and the fix
};

using Errors = std::vector<Error>;

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}              // NOLINT: a value is a result
  Result(Errors errors) : state_(std::move(errors)) {}       // NOLINT: so are errors
  Result(Error error) : state_(Errors{std::move(error)}) {}  // NOLINT

  [[nodiscard]] bool ok() const { return std::holds_alternative<T>(state_); }
  explicit operator bool() const { return ok(); }
  // Precondition of value(): ok(); of errors(): !ok().
  [[nodiscard]] const T& value() const& { return *std::get_if<T>(&state_); }
  [[nodiscard]] T&& value() && { return std::move(*std::get_if<T>(&state_)); }
  [[nodiscard]] const Errors& errors() const { return *std::get_if<Errors>(&state_); }
  const T& operator*() const { return value(); }
  const T* operator->() const { return std::get_if<T>(&state_); }

 private:
  std::variant<T, Errors> state_;
};

}  // namespace canrun
