// What do the members that many data files share look like? Lists of texts and texts of a pattern.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/json.h"

namespace canrun {

// A list of at most `most_elements` texts, each 1 to `most_length` characters long; empty when absent.
std::vector<std::string> read_texts(json::Fields& fields, std::string_view key, size_t most_elements,
                                    size_t most_length, Errors& errors);

// "wrong-pattern": `expected` says what it must be.
void refuse_pattern(const json::Value& value, const std::string& expected, Errors& errors);

// "too-few": `what` says what the list must do.
void refuse_empty(const json::Value& value, const std::string& what, Errors& errors);

// True for "2026-11-20".
bool is_date(const std::string& text);

}  // namespace canrun
