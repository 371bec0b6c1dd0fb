#include "runtime/llama_cpp_family.h"

#include <algorithm>
#include <array>

namespace canrun::llama_cpp::graph {
namespace {

constexpr Family kPlain{};

constexpr std::array kFamilies = {
    Family{.name = "cohere2", .layer_norm = true, .scaled_logits = true, .rope = RopeUse::windowed},
    Family{.name = "command-r", .layer_norm = true, .scaled_logits = true},
    Family{.name = "exaone4", .rope = RopeUse::windowed},
    Family{.name = "gemma", .scaled_embeddings = true, .scaled_queries = true},
    Family{.name = "gemma2",
           .scaled_embeddings = true,
           .scaled_queries = true,
           .capped_logits = true,
           .capped_scores = true},
    Family{.name = "gemma3", .scaled_embeddings = true, .scaled_queries = true},
    Family{.name = "gemma3n", .scaled_embeddings = true, .capped_logits = true, .rows = RowsPicked::after_layers},
    Family{.name = "glm4moe", .routing = Routing::sigmoid},
    Family{.name = "gpt-oss",
           .routing = Routing::softmax_of_chosen,
           .normalised_routing = false,
           .rows = RowsPicked::after_layers,
           .keeps_hidden = true},
    Family{.name = "gpt2", .layer_norm = true},
    Family{.name = "granite", .scaled_embeddings = true, .scaled_residuals = true, .scaled_logits = true},
    Family{.name = "granitehybrid",
           .scaled_embeddings = true,
           .scaled_residuals = true,
           .scaled_logits = true,
           .rope = RopeUse::none},
    Family{.name = "granitemoe", .scaled_embeddings = true, .scaled_residuals = true, .scaled_logits = true},
    Family{.name = "hunyuan-dense", .heads_normed_last = true},
    Family{.name = "hunyuan-moe", .heads_normed_last = true},
    Family{.name = "lfm2", .residual_first = true, .residual_first_mixer = true},
    Family{.name = "lfm2moe", .residual_first = true, .residual_first_mixer = true, .routing = Routing::sigmoid},
    Family{.name = "llama4",
           .rope = RopeUse::three_of_four,
           .normed_heads = true,
           .tempered = true,
           .routing = Routing::sigmoid,
           .normalised_routing = false,
           .weight_before_experts = true},
    Family{.name = "minimax-m2", .routing = Routing::sigmoid},
    Family{.name = "nemotron", .layer_norm = true, .squared = true},
    Family{.name = "nemotron_h", .squared = true, .rope = RopeUse::none, .rows = RowsPicked::after_norm},
    Family{.name = "nemotron_h_moe",
           .squared = true,
           .rope = RopeUse::none,
           .routing = Routing::sigmoid,
           .scaled_routing = true,
           .rows = RowsPicked::after_norm},
    Family{.name = "olmoe", .normalised_routing = false},
    Family{.name = "phi3", .scaled_queries = true, .residual_first = true},
    Family{.name = "phimoe", .scaled_queries = true, .residual_first = true},
    Family{.name = "qwen2moe", .normalised_routing = false, .silu_shared_gate = true},
    Family{.name = "qwen2vl", .positions = 4},
    Family{.name = "qwen35", .rows = RowsPicked::after_norm, .positions = 4, .norm_placed_first = true},
    Family{.name = "qwen35moe", .rows = RowsPicked::after_norm, .positions = 4, .norm_placed_first = true},
    Family{.name = "qwen2vl", .positions = 4},
    Family{.name = "qwen35", .rows = RowsPicked::after_norm, .positions = 4, .norm_placed_first = true},
    Family{.name = "qwen35moe", .rows = RowsPicked::after_norm, .positions = 4, .norm_placed_first = true},
    Family{.name = "qwen3next", .rows = RowsPicked::after_norm, .repeats_heads = true, .norm_placed_first = true},
    Family{.name = "smollm3", .rope = RopeUse::three_of_four},
    Family{.name = "stablelm", .layer_norm = true},
    Family{.name = "starcoder2", .layer_norm = true},
};

}  // namespace

const Family& family_named(std::string_view name) {
  const auto row =
      std::find_if(kFamilies.begin(), kFamilies.end(), [&](const Family& family) { return family.name == name; });
  return row == kFamilies.end() ? kPlain : *row;
}

}  // namespace canrun::llama_cpp::graph
