#include "api/inspection.h"

#include "api/json.h"
#include "model/hf_config.h"
#include "model/tensors.h"
#include "runtime/llama_cpp.h"

namespace canrun {
namespace {

bool is_gguf(std::string_view bytes) { return bytes.substr(0, 4) == "GGUF"; }

// A safetensors file begins with the length of its header, 8 bytes, and then the header's "{".
bool is_safetensors(std::string_view bytes) { return bytes.size() > 9 && bytes[8] == '{' && bytes[0] != '{'; }

Error weight_file(const char* kind) {
  return {"not-yet-supported",
          "",
          {{"kind", std::string(kind)}},
          std::string(kind) + " files are not read yet; give the model's config.json"};
}

struct Counts {
  int64_t attention = 0, window = 0, latent = 0, recurrent = 0, experts = 0, shared_cache = 0;
};

Counts counted(const Architecture& architecture) {
  Counts counts;
  for (const Layer& layer : architecture.layers) {
    if (layer.multi_token_prediction) continue;
    if (layer.attention) {
      ++counts.attention;
      counts.window += layer.attention->window > 0 ? 1 : 0;
      counts.latent += layer.attention->latent ? 1 : 0;
      counts.shared_cache += layer.attention->owns_cache() ? 0 : 1;
    }
    counts.recurrent += layer.recurrence ? 1 : 0;
    counts.experts += layer.experts ? 1 : 0;
  }
  return counts;
}

}  // namespace

Result<std::string> inspected(std::string_view bytes, size_t most_bytes) {
  if (is_gguf(bytes)) return weight_file("GGUF");
  if (is_safetensors(bytes)) return weight_file("safetensors");
  json::Limits limits;
  limits.bytes = most_bytes;
  auto document = json::parse(bytes, limits);
  if (!document) return document.errors();
  const json::Value config = json::Value::root(*document);
  if (config.get("weight_map")) return weight_file("safetensors index");
  auto architecture = architecture_from_hf_config(config);
  if (!architecture) return architecture.errors();
  const auto tensors = tensors_of(*architecture);
  const Counts counts = counted(*architecture);
  json::Writer out;
  out.begin_object().key("kind").text("config");
  out.key("model_type").text(architecture->model_type);
  out.key("family").text(architecture->family);
  out.key("parameters").integer(parameter_count(*architecture, tensors));
  out.key("active_parameters").integer(active_parameter_count(*architecture, tensors));
  out.key("tensors").integer(static_cast<int64_t>(tensors.size()));
  out.key("hidden").integer(architecture->hidden);
  out.key("vocabulary").integer(architecture->vocabulary);
  out.key("trained_context_tokens").integer(architecture->trained_context);
  out.key("tied_embeddings").boolean(architecture->tied_embeddings);
  out.key("layers").integer(architecture->layer_count());
  out.key("attention_layers").integer(counts.attention);
  out.key("window_layers").integer(counts.window);
  out.key("latent_layers").integer(counts.latent);
  out.key("shared_cache_layers").integer(counts.shared_cache);
  out.key("recurrent_layers").integer(counts.recurrent);
  out.key("expert_layers").integer(counts.experts);
  out.end_object();
  return out.take();
}

}  // namespace canrun
