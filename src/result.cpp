#include "result.h"

namespace canrun {
namespace {

Figures kept(GivenFigures given) {
  Figures all;
  all.reserve(given.size());
  for (const GivenFigure& figure : given) all.push_back(figure.kept());
  return all;
}

}  // namespace

std::pair<std::string, Figure> GivenFigure::kept() const {
  std::string name(name_);
  switch (kind_) {
    case Kind::number:
      return {std::move(name), number_};
    case Kind::truth:
      return {std::move(name), truth_};
    case Kind::word:
      return {std::move(name), *word_};
    case Kind::words:
      break;
  }
  return {std::move(name), *words_};
}

Note::Note(std::string_view code_, GivenFigures values_) : code(code_), values(kept(values_)) {}
Note::Note(const Note&) = default;
Note::Note(Note&&) noexcept = default;
Note& Note::operator=(const Note&) = default;
Note& Note::operator=(Note&&) noexcept = default;
Note::~Note() = default;

Error::Error(std::string_view code_, std::string path_, GivenFigures values_, std::string message_)
    : Error(code_, std::move(path_), kept(values_), std::move(message_)) {}
Error::Error(std::string_view code_, std::string path_, Figures values_, std::string message_)
    : code(code_), path(std::move(path_)), values(std::move(values_)), message(std::move(message_)) {}
Error::Error(const Error&) = default;
Error::Error(Error&&) noexcept = default;
Error& Error::operator=(const Error&) = default;
Error& Error::operator=(Error&&) noexcept = default;
Error::~Error() = default;

}  // namespace canrun
