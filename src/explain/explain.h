// Why is the figure what it is? Each term as an expression with the values in it, from the inputs that made the answer.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "verdict/verdict.h"

namespace canrun {

struct Term {
  std::string term;        // key of the report: "kv_cache_bytes"
  std::string formula;     // which rule: "kv.window"
  std::string expression;  // names of `values`, numbers, + - * / ( ) and floor, ceil, min, max
  std::vector<std::pair<std::string, double>> values;
  double result = 0;
  std::string source;
};

// One term for each item of the memory that is not zero, and for the speed where there is one.
std::vector<Term> explained(const Question& question, const StoredModel& model, const Answer& answer);

}  // namespace canrun
