// What came of it: a value, or every error found, each with its place and the figures that explain it.
//
// Language never comes from here: `code` and `values` are for the page to put into words; `message` is English, for
// developers and the command line.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace canrun {

// A figure that goes with a code: a number, a word, a truth value, or a list of words.
using Figure = std::variant<double, std::string, bool, std::vector<std::string>>;
using Figures = std::vector<std::pair<std::string, Figure>>;

// A figure where it is written down, {"limit", 3.0}: points to its value and lives for that expression only.
class GivenFigure {
 public:
  GivenFigure(std::string_view name, double value) : name_(name), kind_(Kind::number), number_(value) {}
  GivenFigure(std::string_view name, bool value) : name_(name), kind_(Kind::truth), truth_(value) {}
  GivenFigure(std::string_view name, const std::string& value) : name_(name), kind_(Kind::word), word_(&value) {}
  GivenFigure(std::string_view name, const std::vector<std::string>& value)
      : name_(name), kind_(Kind::words), words_(&value) {}
  GivenFigure(std::string_view name, const char* value) = delete;  // would be a truth value

  [[nodiscard]] std::pair<std::string, Figure> kept() const;

 private:
  enum class Kind : unsigned char { number, truth, word, words };
  std::string_view name_;
  Kind kind_;
  union {
    double number_;
    bool truth_;
    const std::string* word_;
    const std::vector<std::string>* words_;
  };
};

using GivenFigures = std::initializer_list<GivenFigure>;

// Made in some hundred places: what makes, moves and destroys a note or an error stands in result.cpp once, which keeps
// the engine small.

// A statement in code and figures: why a verdict is as it is, what a change would gain.
struct Note {
  Note(std::string_view code, GivenFigures values);
  Note(const Note&);
  Note(Note&&) noexcept;
  Note& operator=(const Note&);
  Note& operator=(Note&&) noexcept;
  ~Note();

  std::string code;
  Figures values;
};

struct Error {
  Error() = default;
  Error(std::string_view code, std::string path, GivenFigures values, std::string message);
  Error(std::string_view code, std::string path, Figures values, std::string message);
  Error(const Error&);
  Error(Error&&) noexcept;
  Error& operator=(const Error&);
  Error& operator=(Error&&) noexcept;
  ~Error();

  std::string code;     // kebab-case, for example "unknown-field"
  std::string path;     // JSON Pointer to the offending field, "" for the whole document
  Figures values;       // for example {"nearest", ["context_tokens"]}
  std::string message;  // English: names the field and the fix
};

using Errors = std::vector<Error>;

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}                 // NOLINT: a value is a result
  Result(Errors errors) : errors_(std::move(errors)) {}         // NOLINT: so are errors
  Result(Error error) { errors_.push_back(std::move(error)); }  // NOLINT

  [[nodiscard]] bool ok() const { return value_.has_value(); }
  explicit operator bool() const { return ok(); }
  // Precondition of value(): ok(); of errors(): !ok().
  [[nodiscard]] const T& value() const& { return *value_; }
  [[nodiscard]] T&& value() && { return *std::move(value_); }
  [[nodiscard]] const Errors& errors() const { return errors_; }
  const T& operator*() const { return *value_; }
  const T* operator->() const { return &*value_; }

 private:
  std::optional<T> value_;
  Errors errors_;
};

}  // namespace canrun
