#include "model/hf_config.h"

#include <utility>

#include "model/families.h"
#include "model/plain_layers.h"
#include "model/tensors.h"

namespace canrun {
namespace {

// The part of a multimodal config that describes the decoder: its own object, or the config itself.
json::Value text_part_of(const json::Value& config) {
  json::Value part = config;
  for (const std::string_view key : {"thinker_config", "text_config", "llm_config", "language_config"}) {
    const auto inner = part.get(key);
    if (inner && inner->is_object()) part = *inner;
  }
  return part;
}

std::optional<json::Value> model_type_of(const json::Value& text, const json::Value& config) {
  if (auto own = text.first_of({"model_type"})) return own;
  return config.first_of({"model_type"});
}

Error unknown_model_type(const json::Value& model_type) {
  return {"unknown-model-type",
          model_type.path(),
          {{"given", model_type.text()}, {"nearest", json::nearest(model_type.text(), known_model_types())}},
          "No reader for the model_type \"" + model_type.text() + "\"."};
}

void read_outside(Reading reading) {
  const Family& family = reading.family;
  ConfigReader& config = reading.config;
  Architecture& architecture = reading.architecture;
  architecture.hidden = config.count({"hidden_size", "n_embd", "d_model"}, 1, Bounds::width);
  const bool padded = config.has({"padded_vocab_size"});
  architecture.vocabulary = config.count({padded ? "padded_vocab_size" : "vocab_size"}, 1, Bounds::vocabulary);
  architecture.trained_context = config.count_or(
      {"max_position_embeddings", "n_positions", "max_sequence_length", "seq_length", "max_seq_len", "n_ctx"}, 0, 0,
      Bounds::tokens);
  architecture.tied_embeddings = config.flag(family.tied);
  architecture.output_bias = config.flag(family.output_bias);
  architecture.embedding_norm = family.embedding_norm;
  if (!family.output_norm.empty()) {
    add_own(architecture.own, family.output_norm, Role::norm, architecture.hidden);
    if (family.norm_bias) add_own(architecture.own, "output_norm.bias", Role::norm, architecture.hidden);
  }
}

// A config that lists its layers by kind may leave their number out (Nemotron 3).
int64_t layer_count_of(ConfigReader& config) {
  const ConfigReader::Keys keys = {"num_hidden_layers", "n_layer", "n_layers", "num_layers"};
  const auto listed = config.find({"layers_block_type"});
  const bool counts = listed && listed->is_array() && listed->size() > 0 && listed->size() <= Bounds::layers;
  if (counts && !config.has(keys)) return static_cast<int64_t>(listed->size());
  return config.count(keys, 1, Bounds::layers);
}

void read_positions(Reading reading) {
  Architecture& architecture = reading.architecture;
  if (!reading.family.learnt_positions) return;
  if (architecture.trained_context < 1 || architecture.trained_context > Bounds::width) {
    reading.config.refuse_missing("max_position_embeddings");
    return;
  }
  architecture.learnt_positions = reading.family.extra_positions == 0;
  if (architecture.learnt_positions) return;
  add_own(architecture.own, "position_embd.weight", Role::position_embedding, architecture.hidden,
          architecture.trained_context + reading.family.extra_positions);
}

void add_rope_table(Architecture& architecture, std::string_view name, int64_t values) {
  architecture.rope_factors = true;
  architecture.own.push_back({name, -1, Role::other, {values, 1, 1, 1}, /*parameter=*/false});
}

// Frequency tables that the converter computes from rope_scaling (Llama 3.1) or copies from it (LongRoPE).
void read_rope_table(Reading reading) {
  if (reading.family.rope_table == RopeTable::none || reading.family.attention == Use::never) return;
  const json::Value& text = reading.config.text();
  auto scaling = text.first_of({"rope_parameters", "rope_scaling"});
  if (scaling && scaling->is_object()) {
    if (const auto full = scaling->first_of({"full_attention"})) scaling = full;
  }
  if (!scaling || !scaling->is_object()) return;
  const auto type = scaling->first_of({"rope_type", "type"});
  if (!type || !type->is_string()) return;
  const int64_t head_dim = heads_of(reading).head_dim;
  if (reading.family.rope_table == RopeTable::llama3 && type->text() == "llama3") {
    add_rope_table(reading.architecture, "rope_freqs.weight", head_dim / 2);
    return;
  }
  const auto factors = scaling->first_of({"long_factor"});
  if (reading.family.rope_table != RopeTable::longrope || !factors || !factors->is_array()) return;
  add_rope_table(reading.architecture, "rope_factors_long.weight", static_cast<int64_t>(factors->size()));
  add_rope_table(reading.architecture, "rope_factors_short.weight", static_cast<int64_t>(factors->size()));
}

// Products in doubles first: a hostile config may ask for more elements than an integer holds.
bool is_countable(const Architecture& architecture) {
  constexpr double kMost = 9007199254740992.0;  // 2^53
  double total = 0;
  for (const Tensor& tensor : tensors_of(architecture)) {
    double elements = 1;
    for (const int64_t side : tensor.shape) {
      if (side < 1) return false;
      elements *= static_cast<double>(side);
    }
    total += elements;
  }
  return total < kMost;
}

}  // namespace

Result<Architecture> architecture_from_hf_config(const json::Value& config) {
  if (!config.is_object()) return json::wrong_type(config, "an object");
  const json::Value text = text_part_of(config);
  const auto model_type = model_type_of(text, config);
  if (!model_type) {
    return Error{"missing-field", text.path() + "/model_type", {}, "The config needs \"model_type\"."};
  }
  if (!model_type->is_string()) return json::wrong_type(*model_type, "a string");
  const Family* family = family_of(model_type->text());
  if (family == nullptr) return unknown_model_type(*model_type);

  Errors errors;
  ConfigReader reader(text, config, errors);
  Architecture architecture;
  architecture.family = std::string(family->family);
  architecture.model_type = std::string(family->model_type);
  const Reading reading{reader, *family, architecture};
  read_outside(reading);
  const int64_t layers = layer_count_of(reader);
  if (!errors.empty()) return errors;
  architecture.layers.resize(static_cast<size_t>(layers));
  read_positions(reading);
  add_plain_layers(reading);
  if (!errors.empty()) return errors;
  read_rope_table(reading);
  if (family->refine != nullptr) family->refine(reading);
  if (!errors.empty()) return errors;
  add_prediction_layers(reading);
  if (!errors.empty()) return errors;
  if (!is_countable(architecture)) {
    return Error{
        "out-of-range", text.path(), {}, "The config describes no model: a width of nothing, or too many weights."};
  }
  return architecture;
}

}  // namespace canrun
