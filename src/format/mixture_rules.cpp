#include "format/mixture_rules.h"

#include <array>

namespace canrun {
namespace mixture {
namespace {

using enum GgmlType;

// In the order of llama_ftype (include/llama.h). NVFP4 (39) is missing: llama.cpp only converts checkpoints that come
// in it, and these decide themselves what is quantised.
constexpr std::array<Mixture, 35> kMixtures = {{
    {.file = {"F32", 0, f32}, .output = f32},
    {.file = {"F16", 1, f16}, .output = f16},
    {.file = {"Q4_0", 2, q4_0}, .ffn_down = {{imatrix | first_eighth, q4_1}}},
    {.file = {"Q4_1", 3, q4_1}},
    {.file = {"Q8_0", 7, q8_0}, .output = q8_0},
    {.file = {"Q5_0", 8, q5_0}, .ffn_down = {{imatrix | first_eighth, q5_1}}},
    {.file = {"Q5_1", 9, q5_1}},
    {.file = {"Q2_K", 10, q2_k},
     .value = {{grouped, q4_k}, {always, q3_k}},
     .attention_output = {{not_falcon | eight_experts, q5_k}, {not_falcon, q3_k}},
     .ffn_down = {{always, q3_k}}},
    {.file = {"Q3_K_S", 11, q3_k}, .attention_output = {{not_falcon | eight_experts, q5_k}}},
    {.file = {"Q3_K_M", 12, q3_k},
     .value = {{first_two, q5_k}, {always, q4_k}},
     .attention_output = {{not_falcon | eight_experts, q5_k}, {not_falcon, q4_k}},
     .ffn_down = {{first_sixteenth, q5_k}, {not_falcon, q4_k}, {more_bits, q4_k}}},
    {.file = {"Q3_K_L", 13, q3_k},
     .value = {{always, q5_k}},
     .attention_output = {{falcon, q4_k}, {eight_experts, q3_k}, {always, q5_k}},
     .ffn_down = {{falcon, q4_k}, {always, q5_k}}},
    {.file = {"Q4_K_S", 14, q4_k},
     .value = {{first_four, q5_k}},
     .attention_output = {{not_falcon | eight_experts, q5_k}},
     .ffn_down = {{not_falcon | first_eighth, q5_k}}},
    {.file = {"Q4_K_M", 15, q4_k},
     .value = {{more_bits, q6_k}},
     .attention_output = {{not_falcon | eight_experts, q5_k}},
     .ffn_down = {{falcon | first_sixteenth, q6_k}, {falcon | more_bits, q5_k}, {not_falcon | more_bits, q6_k}}},
    {.file = {"Q5_K_S", 16, q5_k}},
    {.file = {"Q5_K_M", 17, q5_k}, .value = {{more_bits, q6_k}}, .ffn_down = {{more_bits, q6_k}}},
    {.file = {"Q6_K", 18, q6_k}},
    {.file = {"IQ2_XXS", 19, iq2_xxs},
     .output = q5_k,
     .token_embedding = {{always, q2_k}},
     .value = {{grouped_or_experts, q4_k}, {always, q2_k}},
     .attention_output = {{eight_experts, q5_k}},
     .ffn_down = {{first_eighth, q2_k}},
     .lowest_bits = true},
    {.file = {"IQ2_XS", 20, iq2_xs},
     .output = q5_k,
     .token_embedding = {{always, q2_k}},
     .value = {{grouped_or_experts, q4_k}, {always, q2_k}},
     .attention_output = {{eight_experts, q5_k}},
     .ffn_down = {{first_eighth, q2_k}},
     .lowest_bits = true},
    {.file = {"Q2_K_S", 21, q2_k}, .value = {{grouped, q4_k}}, .ffn_down = {{first_eighth, q4_k}}},
    {.file = {"IQ3_XS", 22, iq3_s},
     .query = {{always, iq3_xxs}},
     .key = {{always, iq3_xxs}},
     .value = {{grouped, q4_k}},
     .attention_output = {{not_falcon | eight_experts, q5_k}},
     .ffn_gate_and_up = {{middle, iq3_xxs}}},
    {.file = {"IQ3_XXS", 23, iq3_xxs},
     .output = q5_k,
     .token_embedding = {{always, iq3_s}},
     .query = {{always, iq2_s}},
     .key = {{always, iq2_s}},
     .value = {{grouped, q4_k}, {no_imatrix, iq3_s}},
     .attention_output = {{not_falcon | eight_experts, q5_k}, {not_falcon, iq3_s}},
     .ffn_down = {{no_imatrix | first_eighth, q4_k}, {no_imatrix, q3_k}}},
    {.file = {"IQ1_S", 24, iq1_s},
     .output = q5_k,
     .token_embedding = {{always, q2_k}},
     .value = {{grouped_or_experts, q4_k}, {always, q2_k}},
     .attention_output = {{eight_experts, q5_k}, {always, iq2_xxs}},
     .ffn_down = {{first_eighth, q2_k}},
     .lowest_bits = true},
    {.file = {"IQ4_NL", 25, iq4_nl},
     .value = {{grouped, q5_k}},
     .attention_output = {{not_falcon | eight_experts, q5_k}},
     .ffn_down = {{no_imatrix | first_eighth, q5_k}}},
    {.file = {"IQ3_S", 26, iq3_s},
     .value = {{grouped, q4_k}},
     .attention_output = {{not_falcon | eight_experts, q5_k}}},
    {.file = {"IQ3_M", 27, iq3_s},
     .value = {{always, q4_k}},
     .attention_output = {{not_falcon | eight_experts, q5_k}, {not_falcon, q4_k}},
     .ffn_down = {{first_eighth, q4_k}, {eight_experts | more_bits, q4_k}}},
    {.file = {"IQ2_S", 28, iq2_xs},
     .output = q5_k,
     .token_embedding = {{always, iq3_s}},
     .value = {{grouped_or_experts, q4_k}, {always, iq3_s}},
     .attention_output = {{eight_experts, q5_k}, {always, iq3_s}},
     .ffn_down = {{first_eighth, iq3_s}},
     .lowest_bits = true},
    {.file = {"IQ2_M", 29, iq2_s},
     .output = q5_k,
     .token_embedding = {{always, iq3_s}},
     .value = {{grouped_or_experts, q4_k}, {always, iq3_s}},
     .attention_output = {{eight_experts, q5_k}, {always, iq3_s}},
     .ffn_down = {{first_eighth, iq3_s}},
     .lowest_bits = true},
    {.file = {"IQ4_XS", 30, iq4_xs},
     .value = {{grouped, q5_k}},
     .attention_output = {{not_falcon | eight_experts, q5_k}},
     .ffn_down = {{no_imatrix | first_eighth, q5_k}}},
    {.file = {"IQ1_M", 31, iq1_m},
     .output = q5_k,
     .token_embedding = {{always, q2_k}},
     .value = {{grouped_or_experts, q4_k}, {always, q2_k}},
     .attention_output = {{eight_experts, q5_k}, {always, iq2_xxs}},
     .ffn_down = {{first_eighth, q2_k}},
     .lowest_bits = true},
    {.file = {"BF16", 32, bf16}, .output = bf16},
    {.file = {"TQ1_0", 36, tq1_0}, .token_embedding = {{always, q4_k}}},
    {.file = {"TQ2_0", 37, tq2_0}, .token_embedding = {{always, q4_k}}},
    {.file = {"MXFP4_MOE", 38, mxfp4}, .output = q8_0},
    {.file = {"Q1_0", 40, q1_0}},
    {.file = {"Q2_0", 41, q2_0}, .token_embedding = {{always, q4_k}}},
}};

constexpr std::array<int8_t, 64> positions() {
  std::array<int8_t, 64> at{};
  for (size_t i = 0; i < kMixtures.size(); ++i)
    at[static_cast<size_t>(kMixtures[i].file.ftype)] = static_cast<int8_t>(i);
  return at;
}
constexpr std::array<int8_t, 64> kPositions = positions();

}  // namespace

const Mixture& mixture_of(const FileType& file_type) {
  return kMixtures[static_cast<size_t>(kPositions[static_cast<size_t>(file_type.ftype)])];
}

}  // namespace mixture

const std::vector<FileType>& file_types() {
  static const std::vector<FileType> types = [] {
    std::vector<FileType> list;
    for (const mixture::Mixture& row : mixture::kMixtures) list.push_back(row.file);
    return list;
  }();
  return types;
}

const FileType* file_type_named(std::string_view id) {
  constexpr std::string_view prefix = "mostly_";
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  const auto starts_with = [&](std::string_view text, std::string_view start) {
    if (text.size() < start.size()) return false;
    for (size_t i = 0; i < start.size(); ++i) {
      if (lower(text[i]) != lower(start[i])) return false;
    }
    return true;
  };
  if (starts_with(id, prefix)) id.remove_prefix(prefix.size());
  for (const FileType& type : file_types()) {
    if (type.id.size() == id.size() && starts_with(id, type.id)) return &type;
  }
  return nullptr;
}

}  // namespace canrun
