// Which command line gives this plan? What a person pastes to run it.
#pragma once

#include <string>
#include <string_view>

#include "plan/plan.h"

namespace canrun::llama_cpp {

// `llama-server` with every setting that differs from its defaults. `model_name` may hold anything: what is not plain
// is left out of the file name.
std::string server_command(std::string_view model_name, std::string_view format_id, const LlamaCppSettings& settings,
                           const Plan& plan, bool mmap);

}  // namespace canrun::llama_cpp
