// What is in this file? The facts that the estimator reads in a file of a model.
#pragma once

#include <string>
#include <string_view>

#include "result.h"

namespace canrun {

// A Hugging Face config.json, at most `most_bytes`. Errors: "not-yet-supported" for a weight file (GGUF, safetensors
// and its index), else those of the JSON reader and of architecture_from_hf_config.
Result<std::string> inspected(std::string_view bytes, size_t most_bytes);

}  // namespace canrun
