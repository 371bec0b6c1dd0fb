// What does a Hugging Face `config.json` say that the model is made of?
#pragma once

#include <string_view>
#include <vector>

#include "api/json.h"
#include "model/architecture.h"
#include "result.h"

namespace canrun {

// Reads the keys that decide shapes and ignores the others (configs carry many). `config` may be the outer config of a
// multimodal model: then its text part is read. Every count is bounded, so what comes back is safe to multiply out.
// Errors: "unknown-model-type" (with the nearest known names), "missing-field", "wrong-type", "out-of-range",
// "inconsistent" (a list whose length is not the layer count, widths that do not divide).
// Source: the configuration classes of huggingface/transformers; where these leave a choice that decides memory,
// ggml-org/llama.cpp v0.5.0 convert_hf_to_gguf.py and src/models/.
Result<Architecture> architecture_from_hf_config(const json::Value& config);

// Every model_type that architecture_from_hf_config reads, sorted.
const std::vector<std::string_view>& known_model_types();

}  // namespace canrun
