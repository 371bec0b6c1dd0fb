#include "catalog/fields.h"

namespace canrun {

std::vector<std::string> read_texts(json::Fields& fields, std::string_view key, size_t most_elements,
                                    size_t most_length, Errors& errors) {
  std::vector<std::string> out;
  const auto list = fields.array(key, most_elements);
  if (!list) return out;
  for (size_t i = 0; i < list->size(); ++i) {
    const json::Value element = list->at(i);
    if (!element.is_string()) {
      errors.push_back(json::wrong_type(element, "a string"));
    } else if (json::length_within(element, 1, most_length, errors)) {
      out.push_back(element.text());
    }
  }
  return out;
}

void refuse_pattern(const json::Value& value, const std::string& expected, Errors& errors) {
  errors.push_back({"wrong-pattern", value.path(), {{"expected", expected}}, value.path() + " must be " + expected});
}

void refuse_empty(const json::Value& value, const std::string& what, Errors& errors) {
  errors.push_back({"too-few", value.path(), {{"least", 1.0}}, value.path() + " must " + what});
}

bool is_date(const std::string& text) {
  if (text.size() != 10) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  const int month = (text[5] - '0') * 10 + (text[6] - '0');
  const int day = (text[8] - '0') * 10 + (text[9] - '0');
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

}  // namespace canrun
