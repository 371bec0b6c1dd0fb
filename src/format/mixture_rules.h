// What does each GGUF file type give to which tensor? One row a file type; a rule is a list of steps, of which the
// first whose conditions hold gives the type. Without one, the tensor has the default type of the file.
// Source: ggml-org/llama.cpp v0.5.0 src/llama-quant.cpp:428-680 (choice), 847-890 (default types).
#pragma once

#include <cstdint>

#include "format/mixture.h"

namespace canrun::mixture {

// What can be true of a model, of the quantization and of a tensor's place in the model. Bits: all that a step names
// must hold.
enum Condition : uint32_t {
  always = 0,
  grouped = 1U << 0,             // four query heads or more share a KV head
  grouped_or_experts = 1U << 1,  // the same, or four experts or more
  eight_experts = 1U << 2,       // exactly
  falcon = 1U << 3,
  not_falcon = 1U << 4,
  imatrix = 1U << 5,
  no_imatrix = 1U << 6,
  first_two = 1U << 7,
  first_four = 1U << 8,
  first_sixteenth = 1U << 9,
  first_eighth = 1U << 10,
  middle = 1U << 11,     // neither the first nor the last eighth
  more_bits = 1U << 12,  // the first eighth, the last one, and every third between
  never = 1U << 31,
};

struct Step {
  uint32_t when = never;
  GgmlType type = GgmlType::f32;
};

struct Rule {
  Step first{}, second{}, third{};

  [[nodiscard]] constexpr GgmlType type(uint32_t holding, GgmlType otherwise) const {
    for (const Step* step : {&first, &second, &third}) {
      if ((step->when & holding) == step->when) return step->type;
    }
    return otherwise;
  }
};

struct Mixture {
  FileType file;
  GgmlType output = GgmlType::q6_k;  // the output matrix, or the token embedding where it serves as both
  Rule token_embedding{};
  Rule query{};
  Rule key{};
  Rule value{};
  Rule attention_output{};
  Rule ffn_gate_and_up{};
  Rule ffn_down{};
  // The files of about two bits and less: one place counts every ffn_down, and some exceptions do not apply.
  bool lowest_bits = false;
};

// The row of a file type; every FileType of file_types() has one.
const Mixture& mixture_of(const FileType& file_type);

}  // namespace canrun::mixture
