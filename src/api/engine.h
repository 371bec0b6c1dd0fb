// The boundary: text in, text out, nothing thrown. Every answer is an envelope:
// {"ok": true, "value": ...} or {"ok": false, "errors": [{"code", "path", "values", "message"}]}.
#pragma once

#include <string>
#include <string_view>

#include "api/answering.h"

namespace canrun {

class Engine {
 public:
  Engine();

  // Adds a part of the catalog (parts.h), at most 16 MiB of JSON. What was known stays known when a part is refused.
  std::string load(std::string_view bytes);
  // A request of data/schema/request.schema.json, at most 1 MiB; the value is a report.
  std::string estimate(std::string_view request);
  // A request of data/schema/rank.schema.json, at most 1 MiB; the value is a ranking.
  std::string rank(std::string_view request);
  // A config.json, at most 16 MiB; the value is what the estimator read in it.
  std::string inspect(std::string_view bytes);
  // What this is and what it knows.
  [[nodiscard]] std::string version() const;

 private:
  Knowledge knowledge_;
  Shelf shelf_;
};

}  // namespace canrun
