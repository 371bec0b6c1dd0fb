#include <algorithm>
#include <array>
#include <string_view>

#include "runtime/llama_cpp.h"

namespace canrun::llama_cpp {
namespace {

// ggml-org/llama.cpp src/llama-arch.cpp, LLM_ARCH_NAMES (commit 00395eb): those that generate text. Sorted.
constexpr std::array<std::string_view, 119> kArchitectures = {
    "afmoe",      "apertus",        "arcee",          "arctic",        "arwkv7",        "baichuan",
    "bailingmoe", "bailingmoe2",    "bitnet",         "bloom",         "chameleon",     "chatglm",
    "codeshell",  "cogvlm",         "cohere2",        "cohere2moe",    "command-r",     "dbrx",
    "deci",       "deepseek",       "deepseek2",      "deepseek2-ocr", "deepseek32",    "deepseek4",
    "dots1",      "dream",          "ernie4_5",       "ernie4_5-moe",  "exaone",        "exaone-moe",
    "exaone4",    "falcon",         "falcon-h1",      "gemma",         "gemma2",        "gemma3",
    "gemma3n",    "gemma4",         "glm-dsa",        "glm4",          "glm4moe",       "gpt-oss",
    "gpt2",       "gptj",           "gptneox",        "granite",       "granitehybrid", "granitemoe",
    "grok",       "grovemoe",       "hunyuan-dense",  "hunyuan-moe",   "hunyuan_vl",    "hy_v3",
    "internlm2",  "jais",           "jais2",          "jamba",         "kimi-linear",   "laguna",
    "lfm2",       "lfm2moe",        "llada",          "llada-moe",     "llama",         "llama4",
    "maincoder",  "mamba",          "mamba2",         "mellum",        "mimo2",         "minicpm",
    "minicpm3",   "minimax-m2",     "mistral3",       "mistral4",      "mpt",           "nemotron",
    "nemotron_h", "nemotron_h_moe", "olmo",           "olmo2",         "olmoe",         "openelm",
    "orion",      "paddleocr",      "pangu-embedded", "phi2",          "phi3",          "phimoe",
    "plamo",      "plamo2",         "plamo3",         "plm",           "qwen",          "qwen2",
    "qwen2moe",   "qwen2vl",        "qwen3",          "qwen35",        "qwen35moe",     "qwen3moe",
    "qwen3next",  "qwen3vl",        "qwen3vlmoe",     "refact",        "rnd1",          "rwkv6",
    "rwkv6qwen2", "rwkv7",          "seed_oss",       "smallthinker",  "smollm3",       "stablelm",
    "starcoder",  "starcoder2",     "step35",         "talkie",        "xverse",
};

}  // namespace

bool knows(const Architecture& architecture) {
  return std::binary_search(kArchitectures.begin(), kArchitectures.end(), std::string_view(architecture.family));
}

bool loads_output_first(const Architecture& architecture) {
  return architecture.family == "gemma3n" || architecture.family == "gemma4";
}

}  // namespace canrun::llama_cpp
