// Reference models: every tensor that the loader of ggml-org/llama.cpp v0.5.0 asked for, counted by name and shape
// ("32 attn_k.weight 4096x1024": 32 layers have one), with the total of its elements, derived tables included.
#pragma once

#include <cstdint>
#include <vector>

namespace reference {

struct Model {
  const char* name;
  const char* family;
  int64_t tensors;
  int64_t elements;
  const char* config;
  const char* signature;
};

// clang-format off
inline const std::vector<Model>& models() {
  static const std::vector<Model> all = {
    {"llama-3.1-8b", "llama", 292, 8030261312,
     R"({"attention_bias": false, "hidden_size": 4096, "intermediate_size": 14336, "max_position_embeddings": 131072,
"mlp_bias": false, "model_type": "llama", "num_attention_heads": 32, "num_hidden_layers": 32,
"num_key_value_heads": 8, "rope_scaling": {"rope_type": "llama3"}, "tie_word_embeddings": false,
"vocab_size": 128256})",
     R"(32 attn_k.weight 4096x1024
32 attn_norm.weight 4096
32 attn_output.weight 4096x4096
32 attn_q.weight 4096x4096
32 attn_v.weight 4096x1024
32 ffn_down.weight 14336x4096
32 ffn_gate.weight 4096x14336
32 ffn_norm.weight 4096
32 ffn_up.weight 4096x14336
1 output.weight 4096x128256
1 output_norm.weight 4096
1 rope_freqs.weight 64
1 token_embd.weight 4096x128256)"},
    {"qwen2.5-0.5b", "qwen2", 290, 494032768,
     R"({"model_type": "qwen2", "num_hidden_layers": 24, "hidden_size": 896, "num_attention_heads": 14,
"vocab_size": 151936, "max_position_embeddings": 32768, "tie_word_embeddings": true, "intermediate_size": 4864,
"num_key_value_heads": 2})",
     R"(24 attn_k.bias 128
24 attn_k.weight 896x128
24 attn_norm.weight 896
24 attn_output.weight 896x896
24 attn_q.bias 896
24 attn_q.weight 896x896
24 attn_v.bias 128
24 attn_v.weight 896x128
24 ffn_down.weight 4864x896
24 ffn_gate.weight 896x4864
24 ffn_norm.weight 896
24 ffn_up.weight 896x4864
1 output_norm.weight 896
1 token_embd.weight 896x151936)"},
    {"qwen3-0.6b", "qwen3", 310, 596049920,
     R"({"attention_bias": false, "head_dim": 128, "hidden_size": 1024, "intermediate_size": 3072,
"max_position_embeddings": 40960, "model_type": "qwen3", "num_attention_heads": 16, "num_hidden_layers": 28,
"num_key_value_heads": 8, "sliding_window": null, "tie_word_embeddings": true, "use_sliding_window": false,
"vocab_size": 151936})",
     R"(28 attn_k.weight 1024x1024
28 attn_k_norm.weight 128
28 attn_norm.weight 1024
28 attn_output.weight 2048x1024
28 attn_q.weight 1024x2048
28 attn_q_norm.weight 128
28 attn_v.weight 1024x1024
28 ffn_down.weight 3072x1024
28 ffn_gate.weight 1024x3072
28 ffn_norm.weight 1024
28 ffn_up.weight 1024x3072
1 output_norm.weight 1024
1 token_embd.weight 1024x151936)"},
    {"qwen3-30b-a3b", "qwen3moe", 579, 30532122624,
     R"({"attention_bias": false, "decoder_sparse_step": 1, "head_dim": 128, "hidden_size": 2048,
"intermediate_size": 6144, "max_position_embeddings": 40960, "mlp_only_layers": [], "model_type": "qwen3_moe",
"moe_intermediate_size": 768, "num_attention_heads": 32, "num_experts": 128, "num_experts_per_tok": 8,
"num_hidden_layers": 48, "num_key_value_heads": 4, "sliding_window": null, "tie_word_embeddings": false,
"use_sliding_window": false, "vocab_size": 151936})",
     R"(48 attn_k.weight 2048x512
48 attn_k_norm.weight 128
48 attn_norm.weight 2048
48 attn_output.weight 4096x2048
48 attn_q.weight 2048x4096
48 attn_q_norm.weight 128
48 attn_v.weight 2048x512
48 ffn_down_exps.weight 768x2048x128
48 ffn_gate_exps.weight 2048x768x128
48 ffn_gate_inp.weight 2048x128
48 ffn_norm.weight 2048
48 ffn_up_exps.weight 2048x768x128
1 output.weight 2048x151936
1 output_norm.weight 2048
1 token_embd.weight 2048x151936)"},
    {"qwen1.5-moe-a2.7b", "qwen2moe", 411, 14315784192,
     R"({"model_type": "qwen2_moe", "num_hidden_layers": 24, "hidden_size": 2048, "intermediate_size": 5632,
"num_attention_heads": 16, "num_key_value_heads": 16, "vocab_size": 151936, "tie_word_embeddings": false,
"max_position_embeddings": 8192, "head_dim": 128, "num_experts": 60, "num_experts_per_tok": 4,
"moe_intermediate_size": 1408, "shared_expert_intermediate_size": 5632})",
     R"(24 attn_k.bias 2048
24 attn_k.weight 2048x2048
24 attn_norm.weight 2048
24 attn_output.weight 2048x2048
24 attn_q.bias 2048
24 attn_q.weight 2048x2048
24 attn_v.bias 2048
24 attn_v.weight 2048x2048
24 ffn_down_exps.weight 1408x2048x60
24 ffn_down_shexp.weight 5632x2048
24 ffn_gate_exps.weight 2048x1408x60
24 ffn_gate_inp.weight 2048x60
24 ffn_gate_inp_shexp.weight 2048
24 ffn_gate_shexp.weight 2048x5632
24 ffn_norm.weight 2048
24 ffn_up_exps.weight 2048x1408x60
24 ffn_up_shexp.weight 2048x5632
1 output.weight 2048x151936
1 output_norm.weight 2048
1 token_embd.weight 2048x151936)"},
    {"qwen3-next-80b-a3b", "qwen3next", 843, 79674391296,
     R"({"model_type": "qwen3_next", "num_hidden_layers": 48, "hidden_size": 2048, "intermediate_size": 5120,
"num_attention_heads": 16, "num_key_value_heads": 2, "vocab_size": 151936, "tie_word_embeddings": false,
"max_position_embeddings": 262144, "head_dim": 256, "full_attention_interval": 4, "linear_conv_kernel_dim": 4,
"linear_key_head_dim": 128, "linear_num_key_heads": 16, "linear_value_head_dim": 128, "num_experts": 512,
"num_experts_per_tok": 10, "moe_intermediate_size": 512, "shared_expert_intermediate_size": 512,
"linear_num_value_heads": 32})",
     R"(36 attn_gate.weight 2048x4096
12 attn_k.weight 2048x512
12 attn_k_norm.weight 256
48 attn_norm.weight 2048
12 attn_output.weight 4096x2048
12 attn_q.weight 2048x8192
12 attn_q_norm.weight 256
36 attn_qkv.weight 2048x8192
12 attn_v.weight 2048x512
48 ffn_down_exps.weight 512x2048x512
48 ffn_down_shexp.weight 512x2048
48 ffn_gate_exps.weight 2048x512x512
48 ffn_gate_inp.weight 2048x512
48 ffn_gate_inp_shexp.weight 2048
48 ffn_gate_shexp.weight 2048x512
48 ffn_up_exps.weight 2048x512x512
48 ffn_up_shexp.weight 2048x512
1 output.weight 2048x151936
1 output_norm.weight 2048
48 post_attention_norm.weight 2048
36 ssm_a 32
36 ssm_ba.weight 2048x64
36 ssm_conv1d.weight 4x8192
36 ssm_dt.bias 32
36 ssm_norm.weight 128
36 ssm_out.weight 4096x2048
1 token_embd.weight 2048x151936)"},
    {"gemma-2-2b", "gemma2", 288, 2614341888,
     R"({"attention_bias": false, "head_dim": 256, "hidden_size": 2304, "intermediate_size": 9216,
"max_position_embeddings": 8192, "model_type": "gemma2", "num_attention_heads": 8, "num_hidden_layers": 26,
"num_key_value_heads": 4, "sliding_window": 4096, "vocab_size": 256000})",
     R"(26 attn_k.weight 2304x1024
26 attn_norm.weight 2304
26 attn_output.weight 2048x2304
26 attn_q.weight 2304x2048
26 attn_v.weight 2304x1024
26 ffn_down.weight 9216x2304
26 ffn_gate.weight 2304x9216
26 ffn_norm.weight 2304
26 ffn_up.weight 2304x9216
1 output_norm.weight 2304
26 post_attention_norm.weight 2304
26 post_ffw_norm.weight 2304
1 token_embd.weight 2304x256000)"},
    {"gemma-3-1b", "gemma3", 340, 999885952,
     R"({"model_type": "gemma3_text", "num_hidden_layers": 26, "hidden_size": 1152, "num_attention_heads": 4,
"vocab_size": 262144, "max_position_embeddings": 32768, "tie_word_embeddings": true, "intermediate_size": 6912,
"num_key_value_heads": 1, "head_dim": 256, "sliding_window": 512, "sliding_window_pattern": 6})",
     R"(26 attn_k.weight 1152x256
26 attn_k_norm.weight 256
26 attn_norm.weight 1152
26 attn_output.weight 1024x1152
26 attn_q.weight 1152x1024
26 attn_q_norm.weight 256
26 attn_v.weight 1152x256
26 ffn_down.weight 6912x1152
26 ffn_gate.weight 1152x6912
26 ffn_norm.weight 1152
26 ffn_up.weight 1152x6912
1 output_norm.weight 1152
26 post_attention_norm.weight 1152
26 post_ffw_norm.weight 1152
1 token_embd.weight 1152x262144)"},
    {"gemma-3n-e4b", "gemma3n", 847, 6866172400,
     R"({"model_type": "gemma3n_text", "num_hidden_layers": 35, "hidden_size": 2048, "intermediate_size": 16384,
"num_attention_heads": 8, "num_key_value_heads": 2, "vocab_size": 262144, "tie_word_embeddings": true,
"max_position_embeddings": 32768, "head_dim": 256, "vocab_size_per_layer_input": 262144,
"hidden_size_per_layer_input": 256, "altup_num_inputs": 4, "laurel_rank": 64, "num_kv_shared_layers": 15,
"sliding_window": 512})",
     R"(35 altup_correct_coef.weight 4x4
35 altup_correct_scale.weight 2048
35 altup_predict_coef.weight 4x16
1 altup_proj.weight 2048x2048x3
35 altup_router.weight 2048x4
35 altup_router_norm.weight 2048
1 altup_unembd_proj.weight 2048x2048x3
35 attn_k.weight 2048x512
35 attn_k_norm.weight 256
35 attn_norm.weight 2048
35 attn_output.weight 2048x2048
35 attn_q.weight 2048x2048
35 attn_q_norm.weight 256
35 attn_v.weight 2048x512
35 ffn_down.weight 16384x2048
35 ffn_gate.weight 2048x16384
35 ffn_norm.weight 2048
35 ffn_up.weight 2048x16384
35 inp_gate.weight 2048x256
35 laurel_l.weight 2048x64
35 laurel_post_norm.weight 2048
35 laurel_r.weight 64x2048
1 output_norm.weight 2048
1 per_layer_model_proj.weight 2048x8960
1 per_layer_proj_norm.weight 256
1 per_layer_token_embd.weight 8960x262144
35 post_attention_norm.weight 2048
35 post_ffw_norm.weight 2048
35 post_norm.weight 2048
35 proj.weight 256x2048
1 token_embd.weight 2048x262144)"},
    {"phi-3-mini-4k", "phi3", 195, 3821079552,
     R"({"model_type": "phi3", "num_hidden_layers": 32, "hidden_size": 3072, "intermediate_size": 8192,
"num_attention_heads": 32, "num_key_value_heads": 32, "vocab_size": 32064, "tie_word_embeddings": false,
"max_position_embeddings": 4096, "head_dim": 96, "sliding_window": 2047})",
     R"(32 attn_norm.weight 3072
32 attn_output.weight 3072x3072
32 attn_qkv.weight 3072x9216
32 ffn_down.weight 8192x3072
32 ffn_norm.weight 3072
32 ffn_up.weight 3072x16384
1 output.weight 3072x32064
1 output_norm.weight 3072
1 token_embd.weight 3072x32064)"},
    {"command-r7b", "cohere2", 258, 8028033024,
     R"({"model_type": "cohere2", "num_hidden_layers": 32, "hidden_size": 4096, "intermediate_size": 14336,
"num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 256000, "tie_word_embeddings": true,
"max_position_embeddings": 132096, "head_dim": 128, "sliding_window_pattern": 4, "sliding_window": 4096})",
     R"(32 attn_k.weight 4096x1024
32 attn_norm.weight 4096
32 attn_output.weight 4096x4096
32 attn_q.weight 4096x4096
32 attn_v.weight 4096x1024
32 ffn_down.weight 14336x4096
32 ffn_gate.weight 4096x14336
32 ffn_up.weight 4096x14336
1 output_norm.weight 4096
1 token_embd.weight 4096x256000)"},
    {"glm-4-9b-0414", "glm4", 523, 9400279040,
     R"({"model_type": "glm4", "num_hidden_layers": 40, "hidden_size": 4096, "intermediate_size": 13696,
"num_attention_heads": 32, "num_key_value_heads": 2, "vocab_size": 151552, "tie_word_embeddings": false,
"max_position_embeddings": 32768, "head_dim": 128, "attention_bias": true})",
     R"(40 attn_k.bias 256
40 attn_k.weight 4096x256
40 attn_norm.weight 4096
40 attn_output.weight 4096x4096
40 attn_q.bias 4096
40 attn_q.weight 4096x4096
40 attn_v.bias 256
40 attn_v.weight 4096x256
40 ffn_down.weight 13696x4096
40 ffn_norm.weight 4096
40 ffn_up.weight 4096x27392
1 output.weight 4096x151552
1 output_norm.weight 4096
40 post_attention_norm.weight 4096
40 post_ffw_norm.weight 4096
1 token_embd.weight 4096x151552)"},
    {"starcoder2-7b", "starcoder2", 515, 7173923840,
     R"({"model_type": "starcoder2", "num_hidden_layers": 32, "hidden_size": 4608, "intermediate_size": 18432,
"num_attention_heads": 36, "num_key_value_heads": 4, "vocab_size": 49152, "tie_word_embeddings": true,
"max_position_embeddings": 16384, "head_dim": 128, "sliding_window": 4096})",
     R"(32 attn_k.bias 512
32 attn_k.weight 4608x512
32 attn_norm.bias 4608
32 attn_norm.weight 4608
32 attn_output.bias 4608
32 attn_output.weight 4608x4608
32 attn_q.bias 4608
32 attn_q.weight 4608x4608
32 attn_v.bias 512
32 attn_v.weight 4608x512
32 ffn_down.bias 4608
32 ffn_down.weight 18432x4608
32 ffn_norm.bias 4608
32 ffn_norm.weight 4608
32 ffn_up.bias 18432
32 ffn_up.weight 4608x18432
1 output_norm.bias 4608
1 output_norm.weight 4608
1 token_embd.weight 4608x49152)"},
    {"exaone-4.0-32b", "exaone4", 707, 32003216384,
     R"({"model_type": "exaone4", "num_hidden_layers": 64, "hidden_size": 5120, "intermediate_size": 27392,
"num_attention_heads": 40, "num_key_value_heads": 8, "vocab_size": 102400, "tie_word_embeddings": false,
"max_position_embeddings": 131072, "head_dim": 128, "sliding_window": 4096, "sliding_window_pattern": "LLLG"})",
     R"(64 attn_k.weight 5120x1024
64 attn_k_norm.weight 128
64 attn_output.weight 5120x5120
64 attn_q.weight 5120x5120
64 attn_q_norm.weight 128
64 attn_v.weight 5120x1024
64 ffn_down.weight 27392x5120
64 ffn_gate.weight 5120x27392
64 ffn_up.weight 5120x27392
1 output.weight 5120x102400
1 output_norm.weight 5120
64 post_attention_norm.weight 5120
64 post_ffw_norm.weight 5120
1 token_embd.weight 5120x102400)"},
    {"deepseek-v2-lite", "deepseek2", 404, 15706484224,
     R"({"model_type": "deepseek_v2", "num_hidden_layers": 27, "hidden_size": 2048, "intermediate_size": 10944,
"num_attention_heads": 16, "num_key_value_heads": 16, "vocab_size": 102400, "tie_word_embeddings": false,
"max_position_embeddings": 163840, "kv_lora_rank": 512, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
"v_head_dim": 128, "q_lora_rank": null, "n_routed_experts": 64, "num_experts_per_tok": 6, "n_shared_experts": 2,
"moe_intermediate_size": 1408, "first_k_dense_replace": 1})",
     R"(27 attn_k_b.weight 128x512x16
27 attn_kv_a_mqa.weight 2048x576
27 attn_kv_a_norm.weight 512
27 attn_norm.weight 2048
27 attn_output.weight 2048x2048
27 attn_q.weight 2048x3072
27 attn_v_b.weight 512x128x16
1 ffn_down.weight 10944x2048
26 ffn_down_exps.weight 1408x2048x64
26 ffn_down_shexp.weight 2816x2048
1 ffn_gate.weight 2048x10944
26 ffn_gate_exps.weight 2048x1408x64
26 ffn_gate_inp.weight 2048x64
26 ffn_gate_shexp.weight 2048x2816
27 ffn_norm.weight 2048
1 ffn_up.weight 2048x10944
26 ffn_up_exps.weight 2048x1408x64
26 ffn_up_shexp.weight 2048x2816
1 output.weight 2048x102400
1 output_norm.weight 2048
1 token_embd.weight 2048x102400)"},
    {"gpt-oss-20b", "gpt-oss", 459, 20914757184,
     R"({"attention_bias": true, "head_dim": 64, "hidden_size": 2880, "intermediate_size": 2880,
"layer_types": ["sliding_attention", "full_attention", "sliding_attention", "full_attention",
"sliding_attention", "full_attention", "sliding_attention", "full_attention", "sliding_attention",
"full_attention", "sliding_attention", "full_attention", "sliding_attention", "full_attention",
"sliding_attention", "full_attention", "sliding_attention", "full_attention", "sliding_attention",
"full_attention", "sliding_attention", "full_attention", "sliding_attention", "full_attention"],
"max_position_embeddings": 131072, "model_type": "gpt_oss", "num_attention_heads": 64, "num_experts_per_tok": 4,
"num_hidden_layers": 24, "num_key_value_heads": 8, "num_local_experts": 32, "sliding_window": 128,
"tie_word_embeddings": false, "vocab_size": 201088})",
     R"(24 attn_k.bias 512
24 attn_k.weight 2880x512
24 attn_norm.weight 2880
24 attn_output.bias 2880
24 attn_output.weight 4096x2880
24 attn_q.bias 4096
24 attn_q.weight 2880x4096
24 attn_sinks.weight 64
24 attn_v.bias 512
24 attn_v.weight 2880x512
24 ffn_down_exps.bias 2880x32
24 ffn_down_exps.weight 2880x2880x32
24 ffn_gate_exps.bias 2880x32
24 ffn_gate_exps.weight 2880x2880x32
24 ffn_gate_inp.bias 32
24 ffn_gate_inp.weight 2880x32
24 ffn_up_exps.bias 2880x32
24 ffn_up_exps.weight 2880x2880x32
1 output.weight 2880x201088
1 output_norm.weight 2880
24 post_attention_norm.weight 2880
1 token_embd.weight 2880x201088)"},
    {"glm-4.5-air", "glm4moe", 780, 106852251264,
     R"({"model_type": "glm4_moe", "num_hidden_layers": 46, "hidden_size": 4096, "intermediate_size": 10944,
"num_attention_heads": 96, "num_key_value_heads": 8, "vocab_size": 151552, "tie_word_embeddings": false,
"max_position_embeddings": 131072, "head_dim": 128, "n_routed_experts": 128, "num_experts_per_tok": 8,
"n_shared_experts": 1, "moe_intermediate_size": 1408, "first_k_dense_replace": 1, "use_qk_norm": false,
"attention_bias": true, "num_nextn_predict_layers": 1})",
     R"(46 attn_k.bias 1024
46 attn_k.weight 4096x1024
46 attn_norm.weight 4096
46 attn_output.weight 12288x4096
46 attn_q.bias 12288
46 attn_q.weight 4096x12288
46 attn_v.bias 1024
46 attn_v.weight 4096x1024
45 exp_probs_b.bias 128
1 ffn_down.weight 10944x4096
45 ffn_down_exps.weight 1408x4096x128
45 ffn_down_shexp.weight 1408x4096
1 ffn_gate.weight 4096x10944
45 ffn_gate_exps.weight 4096x1408x128
45 ffn_gate_inp.weight 4096x128
45 ffn_gate_shexp.weight 4096x1408
1 ffn_up.weight 4096x10944
45 ffn_up_exps.weight 4096x1408x128
45 ffn_up_shexp.weight 4096x1408
1 output.weight 4096x151552
1 output_norm.weight 4096
46 post_attention_norm.weight 4096
1 token_embd.weight 4096x151552)"},
    {"llama-4-scout", "llama4", 628, 107769861184,
     R"({"attention_bias": false, "attention_chunk_size": 8192, "head_dim": 128, "hidden_size": 5120,
"interleave_moe_layer_step": 1, "intermediate_size": 8192, "intermediate_size_mlp": 16384,
"max_position_embeddings": 10485760, "model_type": "llama4_text", "num_attention_heads": 40,
"num_experts_per_tok": 1, "num_hidden_layers": 48, "num_key_value_heads": 8, "num_local_experts": 16,
"rope_scaling": {"rope_type": "llama3"}, "use_qk_norm": true, "vocab_size": 202048,
"tie_word_embeddings": false})",
     R"(48 attn_k.weight 5120x1024
48 attn_norm.weight 5120
48 attn_output.weight 5120x5120
48 attn_q.weight 5120x5120
48 attn_v.weight 5120x1024
48 ffn_down_exps.weight 8192x5120x16
48 ffn_down_shexp.weight 8192x5120
48 ffn_gate_exps.weight 5120x8192x16
48 ffn_gate_inp.weight 5120x16
48 ffn_gate_shexp.weight 5120x8192
48 ffn_norm.weight 5120
48 ffn_up_exps.weight 5120x8192x16
48 ffn_up_shexp.weight 5120x8192
1 output.weight 5120x202048
1 output_norm.weight 5120
1 rope_freqs.weight 64
1 token_embd.weight 5120x202048)"},
    {"minimax-m2", "minimax-m2", 809, 228689764864,
     R"({"model_type": "minimax_m2", "num_hidden_layers": 62, "hidden_size": 3072, "intermediate_size": 1536,
"num_attention_heads": 48, "num_key_value_heads": 8, "vocab_size": 200064, "tie_word_embeddings": false,
"max_position_embeddings": 196608, "head_dim": 128, "num_local_experts": 256, "num_experts_per_tok": 8})",
     R"(62 attn_k.weight 3072x1024
62 attn_k_norm.weight 1024
62 attn_norm.weight 3072
62 attn_output.weight 6144x3072
62 attn_q.weight 3072x6144
62 attn_q_norm.weight 6144
62 attn_v.weight 3072x1024
62 exp_probs_b.bias 256
62 ffn_down_exps.weight 1536x3072x256
62 ffn_gate_exps.weight 3072x1536x256
62 ffn_gate_inp.weight 3072x256
62 ffn_norm.weight 3072
62 ffn_up_exps.weight 3072x1536x256
1 output.weight 3072x200064
1 output_norm.weight 3072
1 token_embd.weight 3072x200064)"},
    {"olmoe-1b-7b", "olmoe", 195, 6919161856,
     R"({"model_type": "olmoe", "num_hidden_layers": 16, "hidden_size": 2048, "intermediate_size": 1024,
"num_attention_heads": 16, "num_key_value_heads": 16, "vocab_size": 50304, "tie_word_embeddings": false,
"max_position_embeddings": 4096, "head_dim": 128, "num_experts": 64, "num_experts_per_tok": 8})",
     R"(16 attn_k.weight 2048x2048
16 attn_k_norm.weight 2048
16 attn_norm.weight 2048
16 attn_output.weight 2048x2048
16 attn_q.weight 2048x2048
16 attn_q_norm.weight 2048
16 attn_v.weight 2048x2048
16 ffn_down_exps.weight 1024x2048x64
16 ffn_gate_exps.weight 2048x1024x64
16 ffn_gate_inp.weight 2048x64
16 ffn_norm.weight 2048
16 ffn_up_exps.weight 2048x1024x64
1 output.weight 2048x50304
1 output_norm.weight 2048
1 token_embd.weight 2048x50304)"},
    {"phi-3.5-moe", "phimoe", 517, 41873153344,
     R"({"model_type": "phimoe", "num_hidden_layers": 32, "hidden_size": 4096, "intermediate_size": 6400,
"num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 32064, "tie_word_embeddings": false,
"max_position_embeddings": 131072, "head_dim": 128, "sliding_window": 131072, "num_local_experts": 16,
"num_experts_per_tok": 2})",
     R"(32 attn_k.bias 1024
32 attn_k.weight 4096x1024
32 attn_norm.bias 4096
32 attn_norm.weight 4096
32 attn_output.bias 4096
32 attn_output.weight 4096x4096
32 attn_q.bias 4096
32 attn_q.weight 4096x4096
32 attn_v.bias 1024
32 attn_v.weight 4096x1024
32 ffn_down_exps.weight 6400x4096x16
32 ffn_gate_exps.weight 4096x6400x16
32 ffn_gate_inp.weight 4096x16
32 ffn_norm.bias 4096
32 ffn_norm.weight 4096
32 ffn_up_exps.weight 4096x6400x16
1 output.bias 32064
1 output.weight 4096x32064
1 output_norm.bias 4096
1 output_norm.weight 4096
1 token_embd.weight 4096x32064)"},
    {"mamba-2.8b", "mamba", 642, 2768345600,
     R"({"model_type": "mamba", "num_hidden_layers": 64, "hidden_size": 2560, "num_attention_heads": 1,
"vocab_size": 50280, "max_position_embeddings": 1048576, "tie_word_embeddings": true, "state_size": 16,
"conv_kernel": 4, "expand": 2, "time_step_rank": 160})",
     R"(64 attn_norm.weight 2560
1 output_norm.weight 2560
64 ssm_a 16x5120
64 ssm_conv1d.bias 5120
64 ssm_conv1d.weight 4x5120
64 ssm_d 5120
64 ssm_dt.bias 5120
64 ssm_dt.weight 160x5120
64 ssm_in.weight 2560x10240
64 ssm_out.weight 5120x2560
64 ssm_x.weight 5120x192
1 token_embd.weight 2560x50280)"},
    {"mamba2-2.7b", "mamba2", 578, 2702599680,
     R"({"model_type": "mamba2", "num_hidden_layers": 64, "hidden_size": 2560, "num_attention_heads": 1,
"vocab_size": 50288, "max_position_embeddings": 1048576, "tie_word_embeddings": true, "state_size": 128,
"conv_kernel": 4, "expand": 2, "n_groups": 1, "head_dim": 64})",
     R"(64 attn_norm.weight 2560
1 output_norm.weight 2560
64 ssm_a 1x80
64 ssm_conv1d.bias 5376
64 ssm_conv1d.weight 4x5376
64 ssm_d 1x80
64 ssm_dt.bias 80
64 ssm_in.weight 2560x10576
64 ssm_norm.weight 5120
64 ssm_out.weight 5120x2560
1 token_embd.weight 2560x50288)"},
    {"granite-4.0-h-tiny", "granitehybrid", 666, 6939037248,
     R"({"model_type": "granitemoehybrid", "num_hidden_layers": 40, "hidden_size": 1536, "num_attention_heads": 12,
"vocab_size": 100352, "max_position_embeddings": 131072, "tie_word_embeddings": true, "intermediate_size": 512,
"num_key_value_heads": 4, "shared_intermediate_size": 1024, "num_local_experts": 64, "num_experts_per_tok": 6,
"mamba_n_heads": 48, "mamba_d_head": 64, "mamba_d_state": 128, "mamba_n_groups": 1, "mamba_d_conv": 4,
"mamba_expand": 2, "layer_types": ["mamba", "mamba", "mamba", "mamba", "mamba", "attention", "mamba", "mamba",
"mamba", "mamba", "mamba", "mamba", "mamba", "mamba", "mamba", "attention", "mamba", "mamba", "mamba", "mamba",
"mamba", "mamba", "mamba", "mamba", "mamba", "attention", "mamba", "mamba", "mamba", "mamba", "mamba", "mamba",
"mamba", "mamba", "mamba", "attention", "mamba", "mamba", "mamba", "mamba"]})",
     R"(4 attn_k.weight 1536x512
40 attn_norm.weight 1536
4 attn_output.weight 1536x1536
4 attn_q.weight 1536x1536
4 attn_v.weight 1536x512
40 ffn_down_exps.weight 512x1536x64
40 ffn_down_shexp.weight 1024x1536
40 ffn_gate_exps.weight 1536x512x64
40 ffn_gate_inp.weight 1536x64
40 ffn_gate_shexp.weight 1536x1024
40 ffn_norm.weight 1536
40 ffn_up_exps.weight 1536x512x64
40 ffn_up_shexp.weight 1536x1024
1 output_norm.weight 1536
36 ssm_a 1x48
36 ssm_conv1d.bias 3328
36 ssm_conv1d.weight 4x3328
36 ssm_d 1x48
36 ssm_dt.bias 48
36 ssm_in.weight 1536x6448
36 ssm_norm.weight 3072
36 ssm_out.weight 3072x1536
1 token_embd.weight 1536x100352)"},
    {"falcon-h1-7b", "falcon-h1", 707, 7585519712,
     R"({"model_type": "falcon_h1", "num_hidden_layers": 44, "hidden_size": 3072, "intermediate_size": 12288,
"num_attention_heads": 12, "num_key_value_heads": 2, "vocab_size": 130049, "tie_word_embeddings": false,
"max_position_embeddings": 262144, "head_dim": 128, "mamba_d_ssm": 3072, "mamba_n_heads": 24,
"mamba_d_head": 128, "mamba_d_state": 256, "mamba_n_groups": 1, "mamba_d_conv": 4})",
     R"(44 attn_k.weight 3072x256
44 attn_norm.weight 3072
44 attn_output.weight 1536x3072
44 attn_q.weight 3072x1536
44 attn_v.weight 3072x256
44 ffn_down.weight 12288x3072
44 ffn_gate.weight 3072x12288
44 ffn_norm 3072
44 ffn_up.weight 3072x12288
1 output.weight 3072x130049
1 output_norm.weight 3072
44 ssm_a 1x24
44 ssm_conv1d.bias 3584
44 ssm_conv1d.weight 4x3584
44 ssm_d 1x24
44 ssm_dt.bias 24
44 ssm_in.weight 3072x6680
44 ssm_out.weight 3072x3072
1 token_embd.weight 3072x130049)"},
    {"lfm2-1.2b", "lfm2", 148, 1170340608,
     R"({"model_type": "lfm2", "num_hidden_layers": 16, "hidden_size": 2048, "intermediate_size": 12288,
"num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 65536, "tie_word_embeddings": true,
"max_position_embeddings": 128000, "head_dim": 64, "conv_L_cache": 3, "block_auto_adjust_ff_dim": true,
"block_multiple_of": 256, "block_ffn_dim_multiplier": 1.0, "layer_types": ["conv", "conv", "full_attention",
"conv", "conv", "full_attention", "conv", "conv", "full_attention", "conv", "full_attention", "conv",
"full_attention", "conv", "full_attention", "conv"]})",
     R"(6 attn_k.weight 2048x512
6 attn_k_norm.weight 64
16 attn_norm.weight 2048
6 attn_output.weight 2048x2048
6 attn_q.weight 2048x2048
6 attn_q_norm.weight 64
6 attn_v.weight 2048x512
16 ffn_down.weight 8192x2048
16 ffn_gate.weight 2048x8192
16 ffn_norm.weight 2048
16 ffn_up.weight 2048x8192
10 shortconv.conv.weight 3x2048
10 shortconv.in_proj.weight 2048x6144
10 shortconv.out_proj.weight 2048x2048
1 token_embd.weight 2048x65536
1 token_embd_norm.weight 2048)"},
  };
  return all;
}

// More models of the same architectures, by their totals.
inline const std::vector<Model>& sizes() {
  static const std::vector<Model> all = {
    {"llama-3.2-1b", "llama", 147, 1235814432,
     R"({"model_type": "llama", "num_hidden_layers": 16, "hidden_size": 2048, "num_attention_heads": 32,
"vocab_size": 128256, "max_position_embeddings": 131072, "tie_word_embeddings": true, "intermediate_size": 8192,
"num_key_value_heads": 8, "head_dim": 64, "rope_scaling": {"rope_type": "llama3"}})", ""},
    {"llama-3.3-70b", "llama", 724, 70553706560,
     R"({"model_type": "llama", "num_hidden_layers": 80, "hidden_size": 8192, "num_attention_heads": 64,
"vocab_size": 128256, "max_position_embeddings": 131072, "tie_word_embeddings": false,
"intermediate_size": 28672, "num_key_value_heads": 8, "rope_scaling": {"rope_type": "llama3"}})", ""},
    {"llama-2-7b", "llama", 291, 6738415616,
     R"({"model_type": "llama", "num_hidden_layers": 32, "hidden_size": 4096, "num_attention_heads": 32,
"vocab_size": 32000, "max_position_embeddings": 4096, "tie_word_embeddings": false, "intermediate_size": 11008,
"num_key_value_heads": 32})", ""},
    {"tinyllama-1.1b", "llama", 201, 1100048384,
     R"({"model_type": "llama", "num_hidden_layers": 22, "hidden_size": 2048, "num_attention_heads": 32,
"vocab_size": 32000, "max_position_embeddings": 2048, "tie_word_embeddings": false, "intermediate_size": 5632,
"num_key_value_heads": 4})", ""},
    {"smollm2-1.7b", "llama", 218, 1711376384,
     R"({"model_type": "llama", "num_hidden_layers": 24, "hidden_size": 2048, "num_attention_heads": 32,
"vocab_size": 49152, "max_position_embeddings": 8192, "tie_word_embeddings": true, "intermediate_size": 8192,
"num_key_value_heads": 32})", ""},
    {"mistral-7b-v0.3", "llama", 291, 7248023552,
     R"({"model_type": "mistral", "num_hidden_layers": 32, "hidden_size": 4096, "num_attention_heads": 32,
"vocab_size": 32768, "max_position_embeddings": 32768, "tie_word_embeddings": false, "intermediate_size": 14336,
"num_key_value_heads": 8, "sliding_window": 4096})", ""},
    {"mistral-small-24b", "llama", 363, 23572403200,
     R"({"model_type": "mistral", "num_hidden_layers": 40, "hidden_size": 5120, "num_attention_heads": 32,
"vocab_size": 131072, "max_position_embeddings": 32768, "tie_word_embeddings": false, "intermediate_size": 32768,
"num_key_value_heads": 8, "head_dim": 128})", ""},
    {"mistral-large-123b", "llama", 795, 122610069504,
     R"({"model_type": "mistral", "num_hidden_layers": 88, "hidden_size": 12288, "num_attention_heads": 96,
"vocab_size": 32768, "max_position_embeddings": 131072, "tie_word_embeddings": false, "intermediate_size": 28672,
"num_key_value_heads": 8, "head_dim": 128})", ""},
    {"mixtral-8x7b", "llama", 323, 46702792704,
     R"({"model_type": "mixtral", "num_hidden_layers": 32, "hidden_size": 4096, "num_attention_heads": 32,
"vocab_size": 32000, "max_position_embeddings": 32768, "tie_word_embeddings": false, "intermediate_size": 14336,
"num_key_value_heads": 8, "num_local_experts": 8, "num_experts_per_tok": 2})", ""},
    {"qwen2.5-1.5b", "qwen2", 338, 1543714304,
     R"({"model_type": "qwen2", "num_hidden_layers": 28, "hidden_size": 1536, "num_attention_heads": 12,
"vocab_size": 151936, "max_position_embeddings": 32768, "tie_word_embeddings": true, "intermediate_size": 8960,
"num_key_value_heads": 2})", ""},
    {"qwen2.5-7b", "qwen2", 339, 7615616512,
     R"({"model_type": "qwen2", "num_hidden_layers": 28, "hidden_size": 3584, "num_attention_heads": 28,
"vocab_size": 152064, "max_position_embeddings": 32768, "tie_word_embeddings": false, "intermediate_size": 18944,
"num_key_value_heads": 4})", ""},
    {"qwen2.5-32b", "qwen2", 771, 32763876352,
     R"({"model_type": "qwen2", "num_hidden_layers": 64, "hidden_size": 5120, "num_attention_heads": 40,
"vocab_size": 152064, "max_position_embeddings": 32768, "tie_word_embeddings": false, "intermediate_size": 27648,
"num_key_value_heads": 8})", ""},
    {"qwen2.5-72b", "qwen2", 963, 72706203648,
     R"({"model_type": "qwen2", "num_hidden_layers": 80, "hidden_size": 8192, "num_attention_heads": 64,
"vocab_size": 152064, "max_position_embeddings": 32768, "tie_word_embeddings": false, "intermediate_size": 29568,
"num_key_value_heads": 8})", ""},
    {"qwen3-4b", "qwen3", 398, 4022468096,
     R"({"model_type": "qwen3", "num_hidden_layers": 36, "hidden_size": 2560, "num_attention_heads": 32,
"vocab_size": 151936, "max_position_embeddings": 40960, "tie_word_embeddings": true, "intermediate_size": 9728,
"num_key_value_heads": 8, "head_dim": 128})", ""},
    {"qwen3-8b", "qwen3", 399, 8190735360,
     R"({"model_type": "qwen3", "num_hidden_layers": 36, "hidden_size": 4096, "num_attention_heads": 32,
"vocab_size": 151936, "max_position_embeddings": 40960, "tie_word_embeddings": false, "intermediate_size": 12288,
"num_key_value_heads": 8, "head_dim": 128})", ""},
    {"qwen3-14b", "qwen3", 443, 14768307200,
     R"({"model_type": "qwen3", "num_hidden_layers": 40, "hidden_size": 5120, "num_attention_heads": 40,
"vocab_size": 151936, "max_position_embeddings": 40960, "tie_word_embeddings": false, "intermediate_size": 17408,
"num_key_value_heads": 8, "head_dim": 128})", ""},
    {"gemma-2-9b", "gemma2", 464, 9241705984,
     R"({"attention_bias": false, "head_dim": 256, "hidden_size": 3584, "intermediate_size": 14336,
"max_position_embeddings": 8192, "model_type": "gemma2", "num_attention_heads": 16, "num_hidden_layers": 42,
"num_key_value_heads": 8, "sliding_window": 4096, "vocab_size": 256000})", ""},
    {"gemma-3-4b", "gemma3", 444, 3880099328,
     R"({"model_type": "gemma3_text", "num_hidden_layers": 34, "hidden_size": 2560, "intermediate_size": 10240,
"num_attention_heads": 8, "num_key_value_heads": 4, "vocab_size": 262144, "tie_word_embeddings": true,
"max_position_embeddings": 131072, "head_dim": 256, "sliding_window": 1024, "sliding_window_pattern": 6})", ""},
    {"gemma-3-27b", "gemma3", 808, 27009002240,
     R"({"model_type": "gemma3_text", "num_hidden_layers": 62, "hidden_size": 5376, "num_attention_heads": 32,
"vocab_size": 262144, "max_position_embeddings": 131072, "tie_word_embeddings": true, "intermediate_size": 21504,
"num_key_value_heads": 16, "head_dim": 128, "sliding_window": 1024})", ""},
    {"deepseek-v3", "deepseek2", 1086, 671026419200,
     R"({"attention_bias": false, "first_k_dense_replace": 3, "hidden_size": 7168, "intermediate_size": 18432,
"kv_lora_rank": 512, "max_position_embeddings": 163840, "model_type": "deepseek_v3",
"moe_intermediate_size": 2048, "moe_layer_freq": 1, "n_routed_experts": 256, "n_shared_experts": 1,
"num_attention_heads": 128, "num_experts_per_tok": 8, "num_hidden_layers": 61, "num_key_value_heads": 128,
"num_nextn_predict_layers": 1, "q_lora_rank": 1536, "qk_nope_head_dim": 128, "qk_rope_head_dim": 64,
"tie_word_embeddings": false, "topk_method": "noaux_tc", "v_head_dim": 128, "vocab_size": 129280})", ""},
    {"granite-4.0-h-micro", "granitehybrid", 506, 3191396096,
     R"({"model_type": "granitemoehybrid", "num_hidden_layers": 40, "hidden_size": 2048, "num_attention_heads": 32,
"vocab_size": 100352, "max_position_embeddings": 131072, "tie_word_embeddings": true, "intermediate_size": 8192,
"num_key_value_heads": 8, "shared_intermediate_size": 8192, "num_local_experts": 0, "num_experts_per_tok": 0,
"mamba_n_heads": 64, "mamba_d_head": 64, "mamba_d_state": 128, "mamba_n_groups": 1, "mamba_d_conv": 4,
"mamba_expand": 2, "layer_types": ["mamba", "mamba", "mamba", "mamba", "mamba", "attention", "mamba", "mamba",
"mamba", "mamba", "mamba", "mamba", "mamba", "mamba", "mamba", "attention", "mamba", "mamba", "mamba", "mamba",
"mamba", "mamba", "mamba", "mamba", "mamba", "attention", "mamba", "mamba", "mamba", "mamba", "mamba", "mamba",
"mamba", "mamba", "mamba", "attention", "mamba", "mamba", "mamba", "mamba"]})", ""},
  };
  return all;
}
// clang-format on

}  // namespace reference
