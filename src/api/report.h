// How is the answer written? The report of the contract, from what was asked and what was found.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/request.h"
#include "verdict/suggestions.h"

namespace canrun {

// Everything that a report says, gathered before it is written.
struct Findings {
  const Request& request;
  const Question& question;  // with its format
  const StoredModel& model;
  const Answer& answer;
  std::optional<Reach> reach;
  std::vector<Suggestion> suggestions;
  int64_t download_bytes = 0;  // of the file
  int64_t tensor_bytes = 0;    // of the tensors in it, each padded
};

void write_report(json::Writer& out, const Findings& findings);

}  // namespace canrun
