// What would folklore say? Popular rules beside our figure, and what each leaves out.
#pragma once

#include <string_view>
#include <vector>

#include "verdict/verdict.h"

namespace canrun {

struct RuleOfThumb {
  std::string_view id;
  Bytes total;
  Note differs;
  std::string_view source;
};

std::vector<RuleOfThumb> rules_of_thumb(const Question& question, const StoredModel& model, const Answer& answer);

}  // namespace canrun
