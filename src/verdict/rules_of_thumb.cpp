#include "verdict/rules_of_thumb.h"

#include <algorithm>
#include <cmath>

namespace canrun {
namespace {

// Folklore counts whole bits: "4-bit" is 4, whatever the scales add.
double whole_bits(const FileType& format) {
  const BlockLayout& layout = block_layout(format.default_type);
  return std::floor(static_cast<double>(layout.bytes_per_block) * 8 / static_cast<double>(layout.values_per_block));
}

// The cache as if every head of every layer kept its own keys and values of the hidden width, in 16 bits.
Bytes multi_head_cache(const StoredModel& model, int64_t tokens) {
  constexpr double bytes_per_value = 2;
  return Bytes(2 * bytes_per_value * static_cast<double>(model.architecture.layer_count()) *
               static_cast<double>(model.architecture.hidden) * static_cast<double>(tokens));
}

Note compared(const char* code, Bytes rule, Bytes ours) {
  return {code, {{"ratio", ours.value() > 0 ? rule.value() / ours.value() : 0}}};
}

}  // namespace

std::vector<RuleOfThumb> rules_of_thumb(const Question& question, const StoredModel& model, const Answer& answer) {
  const Bytes weights(static_cast<double>(model.parameters) * whole_bits(*question.format) / 8);
  const Bytes ours = answer.placement.memory.needed();
  const Bytes with_cache = weights + multi_head_cache(model, question.settings.cache_tokens);
  return {
      {"weights-times-1.2", weights * 1.2, compared("ignores-context", weights * 1.2, ours),
       "https://www.substratus.ai/blog/calculating-gpu-memory-for-llm"},
      {"weights-and-multi-head-cache", with_cache, compared("ignores-attention-kind", with_cache, ours),
       "https://kipp.ly/transformer-inference-arithmetic/"},
  };
}

}  // namespace canrun
