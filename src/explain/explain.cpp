#include "explain/explain.h"

#include <algorithm>

namespace canrun {
namespace {

constexpr const char* kLlamaCpp = "ggml-org/llama.cpp v0.5.0 ";

double amount(int64_t count) { return static_cast<double>(count); }

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

// An expression that grows term by term.
class Sum {
 public:
  void add(const std::string& product) {
    expression_ += expression_.empty() ? "" : " + ";
    expression_ += product;
  }
  [[nodiscard]] std::string str() const { return expression_.empty() ? "0" : expression_; }

 private:
  std::string expression_;
};

// Values of each number type, times the bytes of a block over the values in it; then what buffers add.
Term weights(const StoredModel& model, const Memory& memory) {
  Term term{"weights_bytes",
            "weights.blocks",
            "",
            {},
            memory.items[Item::weights].value(),
            std::string(kLlamaCpp) + "ggml/src/ggml-common.h"};
  Sum sum;
  double blocks = 0;
  for (const TypeTotal& total : model.type_totals) {
    const BlockLayout& layout = block_layout(total.type);
    const std::string name = lower(layout.name) + "_values";
    term.values.emplace_back(name, amount(total.values));
    sum.add(layout.values_per_block == 1 ? name + " * " + std::to_string(layout.bytes_per_block)
                                         : name + " / " + std::to_string(layout.values_per_block) + " * " +
                                               std::to_string(layout.bytes_per_block));
    blocks += amount(total.values / layout.values_per_block * layout.bytes_per_block);
  }
  const double tied = model.tied_copy.device > 0 && memory.host() != nullptr ? amount(model.tied_copy.stored) : 0;
  const double rest = term.result - blocks;
  if (tied > 0 && rest >= tied) {
    sum.add("tied_embedding_copy");
    term.values.emplace_back("tied_embedding_copy", tied);
    sum.add("alignment");
    term.values.emplace_back("alignment", rest - tied);
  } else {
    sum.add("alignment");
    term.values.emplace_back("alignment", rest);
  }
  term.expression = sum.str();
  return term;
}

// Layers that cache alike: the same bytes a cell, the same number of cells.
struct CacheGroup {
  int64_t layers = 0, cells = 0, bytes = 0;
  bool window = false, latent = false;
};

std::vector<CacheGroup> cache_groups(const Question& question, const StoredModel& model, const CacheCosts& costs,
                                     const Plan& plan) {
  std::vector<CacheGroup> groups;
  for (size_t i = 0; i < model.architecture.layers.size(); ++i) {
    const bool on_device = question.settings.kv_offload && plan.layer_device[i] != kHost;
    const int64_t bytes = on_device ? costs.kv_device[i] : costs.kv_host[i];
    if (bytes == 0) continue;
    const Attention& attention = *model.architecture.layers[i].attention;
    const bool window = attention.window > 0 && !question.settings.swa_full;
    const int64_t cells = window ? costs.shape.window_cells : costs.shape.cells;
    const auto same = std::find_if(groups.begin(), groups.end(), [&](const CacheGroup& group) {
      return group.bytes == bytes && group.cells == cells && group.window == window;
    });
    if (same != groups.end()) {
      ++same->layers;
    } else {
      CacheGroup group;
      group.layers = 1;
      group.cells = cells;
      group.bytes = bytes;
      group.window = window;
      group.latent = attention.latent.has_value();
      groups.push_back(group);
    }
  }
  return groups;
}

Term kv_cache(const Question& question, const StoredModel& model, const Answer& answer) {
  const CacheCosts costs = cache_costs(model, question.settings);
  Term term{"kv_cache_bytes",
            "kv.full",
            "",
            {},
            answer.placement.memory.items[Item::kv_cache].value(),
            std::string(kLlamaCpp) + "src/llama-kv-cache.cpp"};
  Sum sum;
  term.values.emplace_back("streams", amount(costs.shape.streams));
  size_t index = 0;
  for (const CacheGroup& group : cache_groups(question, model, costs, answer.placement.plan)) {
    std::string kind = group.window ? "window" : group.latent ? "latent" : "full";
    if (kind != "full") term.formula = "kv." + kind;
    if (index++ > 0) kind += "_" + std::to_string(index);
    const double per_cell = amount(group.bytes) / amount(group.cells * costs.shape.streams);
    sum.add(kind + "_layers * streams * " + kind + "_cells * " + kind + "_bytes_per_cell");
    term.values.emplace_back(kind + "_layers", amount(group.layers));
    term.values.emplace_back(kind + "_cells", amount(group.cells));
    term.values.emplace_back(kind + "_bytes_per_cell", per_cell);
  }
  term.expression = sum.str();
  return term;
}

Term state(const Question& question, const StoredModel& model, const Memory& memory) {
  Term term{"state_bytes",
            "state.recurrent",
            "",
            {},
            memory.items[Item::state].value(),
            std::string(kLlamaCpp) + "src/llama-memory-recurrent.cpp"};
  Sum sum;
  term.values.emplace_back("sequences", amount(question.settings.sequences));
  int64_t elements = 0;
  for (const Layer& layer : model.architecture.layers) {
    if (layer.recurrence) elements += layer.recurrence->convolution_state + layer.recurrence->recurrent_state;
  }
  term.values.emplace_back("state_values", amount(elements));
  term.expression = "4 * sequences * state_values";
  return term;
}

// The compute buffers of the pools, each by its own replay of the graph allocator.
Term compute(const Memory& memory) {
  Term term{"compute_bytes",
            "compute.graph",
            "",
            {},
            memory.items[Item::compute].value(),
            std::string(kLlamaCpp) + "ggml/src/ggml-alloc.c"};
  Sum sum;
  for (const Pool& pool : memory.pools) {
    const double bytes = pool.items[Item::compute].value();
    if (bytes == 0) continue;
    const std::string name = pool.kind == PoolKind::host ? "host" : "device_" + std::to_string(pool.index);
    sum.add(name);
    term.values.emplace_back(name, bytes);
  }
  term.expression = sum.str();
  return term;
}

Term output(const Question& question, const StoredModel& model, const Memory& memory) {
  Term term{"output_bytes",
            "output.logits",
            "4 * vocabulary * rows",
            {},
            memory.items[Item::output].value(),
            std::string(kLlamaCpp) + "src/llama-context.cpp"};
  term.values.emplace_back("vocabulary", amount(model.architecture.vocabulary));
  term.values.emplace_back("rows", amount(question.settings.sequences));
  return term;
}

Term overhead(const Memory& memory) {
  Term term{"overhead_bytes",
            "overhead.driver",
            "",
            {},
            memory.items[Item::overhead].value(),
            "https://github.com/ggml-org/llama.cpp/pull/15860 (NVIDIA, measured); other vendors: an estimate"};
  Sum sum;
  for (const Pool& pool : memory.pools) {
    const double bytes = pool.items[Item::overhead].value();
    if (bytes == 0) continue;
    const std::string name = "device_" + std::to_string(pool.index);
    sum.add(name);
    term.values.emplace_back(name, bytes);
  }
  term.expression = sum.str();
  return term;
}

// One request's tokens a second: the stages of a step one after another, each as slow as the slower of its memory and
// its arithmetic.
Term decode(const Question& question, const StoredModel& model, const Answer& answer) {
  Term term{"decode_tokens_per_second",
            "speed.roofline",
            "",
            {},
            answer.speed.decode->value(),
            "Williams, Waterman, Patterson 2009, doi:10.1145/1498765.1498785"};
  Sum sum;
  for (const Stage& stage : decode_stages(model_work(model), question.machine, answer.placement.plan, question.settings,
                                          question.workload)) {
    const std::string name = stage.device == kHost ? "host" : "device_" + std::to_string(stage.device);
    const std::string memory = name + "_bytes / " + name + "_bandwidth";
    term.values.emplace_back(name + "_bytes", stage.work.moved.value());
    term.values.emplace_back(name + "_bandwidth", stage.rates.bandwidth.value());
    if (stage.rates.compute.value() > 0) {
      term.values.emplace_back(name + "_operations", stage.work.operations.value());
      term.values.emplace_back(name + "_operations_per_second", stage.rates.compute.value());
      sum.add("max(" + memory + ", " + name + "_operations / " + name + "_operations_per_second)");
    } else {
      sum.add(memory);
    }
  }
  term.expression = "1 / (" + sum.str() + ")";
  return term;
}

}  // namespace

std::vector<Term> explained(const Question& question, const StoredModel& model, const Answer& answer) {
  const Memory& memory = answer.placement.memory;
  std::vector<Term> terms = {weights(model, memory)};
  if (memory.items[Item::kv_cache].value() > 0) terms.push_back(kv_cache(question, model, answer));
  if (memory.items[Item::state].value() > 0) terms.push_back(state(question, model, memory));
  if (memory.items[Item::compute].value() > 0) terms.push_back(compute(memory));
  if (memory.items[Item::output].value() > 0) terms.push_back(output(question, model, memory));
  if (memory.items[Item::overhead].value() > 0) terms.push_back(overhead(memory));
  if (answer.speed.decode) terms.push_back(decode(question, model, answer));
  return terms;
}

}  // namespace canrun
