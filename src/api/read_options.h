// How is it asked to run? The workload and the runtime's options, read strictly.
#pragma once

#include "api/request.h"

namespace canrun {

WorkloadWishes read_workload(const json::Value& value, Errors& errors);
OptionWishes read_options(const json::Value& value, Errors& errors);

}  // namespace canrun
