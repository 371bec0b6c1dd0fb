// How is a row of the family table made? Starting points that several families share, and small changes to them.
#pragma once

#include <string_view>
#include <vector>

#include "model/families.h"

namespace canrun::rows {

inline constexpr Flag kYes{true};
inline constexpr Flag kAttentionBias{false, "attention_bias"};
inline constexpr Flag kMlpBias{false, "mlp_bias"};
inline constexpr Flag kTied{true, "tie_word_embeddings"};

// Llama and what is read like it.
Family llama(std::string_view model_type, std::string_view family = "llama");
Family llama_tied(std::string_view model_type, std::string_view family);
// Latent attention over experts: DeepSeek-V2 and after.
Family deepseek(std::string_view model_type, Flag router_bias, std::string_view family = "deepseek2",
                PredictionLayers prediction = PredictionLayers::dropped, void (*refine)(Reading) = nullptr);
Family with_experts(Family row, Flag router_bias = {}, bool shared_gate = false);
Family with_window(Family row, WindowRule window);
Family with_norms(Family row, LayerNorms norms, QkNorm qk_norm);
Family refined(Family row, void (*refine)(Reading));
Family without_attention(Family row);

// Each adds its rows to the table.
void add_llama_kin(std::vector<Family>& rows);
void add_qwen(std::vector<Family>& rows);
void add_gemma(std::vector<Family>& rows);
void add_gpt(std::vector<Family>& rows);
void add_other_dense(std::vector<Family>& rows);
void add_recurrent(std::vector<Family>& rows);
void add_latent(std::vector<Family>& rows);
void add_sparse(std::vector<Family>& rows);

}  // namespace canrun::rows
