#include "api/report.h"

#include <cmath>

#include "api/write_resolved.h"
#include "explain/explain.h"
#include "runtime/llama_cpp_command.h"
#include "verdict/rules_of_thumb.h"

namespace canrun {
namespace {

void write_note(json::Writer& out, const Note& note) {
  out.begin_object().key("code").text(note.code).key("values").figures(note.values).end_object();
}

template <class Q>
void write_optional(json::Writer& out, std::string_view key, const std::optional<Q>& quantity) {
  out.key(key);
  if (quantity) {
    out.number(quantity->value());
  } else {
    out.null();
  }
}

void write_items(json::Writer& out, const Items& items) {
  out.key("items").begin_object();
  for (size_t i = 0; i < kItemCount; ++i) {
    const auto item = static_cast<Item>(i);
    if (items[item].value() != 0) out.key(key_of(item)).number(items[item].value());
  }
  out.end_object();
}

void write_plan(json::Writer& out, const Placement& placement) {
  out.begin_object();
  out.key("gpu_layers").integer(placement.plan.gpu_layers);
  out.key("expert_layers_on_host").integer(placement.plan.expert_layers_on_host);
  for (std::string_view ranks : {"tensor_parallel", "pipeline_parallel", "expert_parallel", "data_parallel"}) {
    out.key(ranks).integer(1);
  }
  if (!placement.split.empty()) {
    out.key("tensor_split").begin_array();
    for (double share : placement.split) out.number(share);
    out.end_array();
  }
  out.key("reason");
  write_note(out, plan_reason(placement));
  out.end_object();
}

void write_verdict(json::Writer& out, const Verdict& verdict) {
  out.begin_object();
  out.key("grade").text(word_of(verdict.grade));
  out.key("pace");
  if (verdict.pace) {
    out.text(word_of(*verdict.pace));
  } else {
    out.null();
  }
  out.key("fit_probability").null();
  write_optional(out, "headroom_bytes", verdict.headroom);
  // Weights and cache are exact, the compute buffer follows the runtime's rules, the driver's share is a range; the
  // speed is the roofline, not yet calibrated.
  out.key("confidence").begin_object().key("memory").text("modelled");
  out.key("speed").text(verdict.pace ? "modelled" : "none").end_object();
  out.key("reasons").begin_array();
  for (const Note& reason : verdict.reasons) write_note(out, reason);
  out.end_array().end_object();
}

void write_pool(json::Writer& out, const Pool& pool) {
  static constexpr std::string_view kinds[] = {"device", "host", "unified"};
  out.begin_object();
  out.key("kind").text(kinds[static_cast<size_t>(pool.kind)]);
  out.key("index").integer(pool.index);
  out.key("node").integer(0);
  write_optional(out, "capacity_bytes", pool.capacity);
  write_optional(out, "usable_bytes", pool.usable);
  out.key("needed_bytes").number(pool.needed().value());
  out.key("low_bytes").number(pool.low.value());
  out.key("high_bytes").number(pool.high.value());
  out.key("reserved_bytes").number(pool.needed().value());
  out.key("layers").integer(pool.layers);
  write_items(out, pool.items);
  out.end_object();
}

void write_memory(json::Writer& out, const Memory& memory) {
  out.begin_object();
  out.key("needed_bytes").number(memory.needed().value());
  out.key("low_bytes").number(memory.low.value());
  out.key("high_bytes").number(memory.high.value());
  out.key("reserved_bytes").number(memory.needed().value());
  write_items(out, memory.items);
  out.key("largest_layer_bytes").number(memory.largest_layer.value());
  out.key("overhead").begin_object();
  out.key("context_bytes").number(memory.items[Item::overhead].value()).end_object();
  out.key("pools").begin_array();
  for (const Pool& pool : memory.pools) write_pool(out, pool);
  out.end_array().end_object();
}

void write_speed(json::Writer& out, const SpeedEstimate& speed) {
  out.begin_object();
  write_optional(out, "prefill_tokens_per_second", speed.prefill);
  write_optional(out, "ttft_seconds", speed.ttft);
  write_optional(out, "tpot_seconds", speed.tpot);
  write_optional(out, "decode_tokens_per_second", speed.decode);
  write_optional(out, "throughput_tokens_per_second", speed.throughput);
  out.key("low").begin_object().end_object();
  out.key("high").begin_object().end_object();
  out.key("bound");
  if (speed.bound) {
    out.text(word_of(*speed.bound));
  } else {
    out.null();
  }
  out.key("training").null().end_object();
}

void write_limit(json::Writer& out, std::string_view key, const std::optional<Reach>& reach, int64_t Reach::*limit) {
  out.key(key);
  if (reach) {
    out.integer((*reach).*limit);
  } else {
    out.null();
  }
}

void write_limits(json::Writer& out, const std::optional<Reach>& reach, const Architecture& architecture) {
  out.begin_object();
  write_limit(out, "max_context_tokens", reach, &Reach::max_context_tokens);
  out.key("trained_context_tokens");
  if (architecture.trained_context > 0) {
    out.integer(architecture.trained_context);
  } else {
    out.null();
  }
  write_limit(out, "max_concurrency", reach, &Reach::max_concurrency);
  write_limit(out, "kv_capacity_tokens", reach, &Reach::kv_capacity_tokens);
  out.end_object();
}

void write_commands(json::Writer& out, const Findings& found) {
  if (found.answer.verdict.grade == Grade::no) {  // it would not load
    out.begin_array().end_array();
    return;
  }
  const auto& asked = found.request.circumstances;
  const auto& placement = found.answer.placement;
  out.begin_array().begin_object();
  out.key("runtime").text(found.request.runtime->id);
  out.key("command").text(llama_cpp::server_command(found.request.model->id, found.question.format->id,
                                                    found.question.settings, placement.plan, asked.options.mmap));
  out.end_object().end_array();
}

void write_rules(json::Writer& out, const Findings& found) {
  out.begin_array();
  for (const RuleOfThumb& rule : rules_of_thumb(found.question, found.model, found.answer)) {
    out.begin_object().key("id").text(rule.id);
    out.key("total_bytes").number(std::floor(rule.total.value()));
    out.key("differs");
    write_note(out, rule.differs);
    out.key("source").text(rule.source).end_object();
  }
  out.end_array();
}

void write_explain(json::Writer& out, const Findings& found) {
  out.begin_array();
  for (const Term& term : explained(found.question, found.model, found.answer)) {
    out.begin_object().key("term").text(term.term).key("formula").text(term.formula);
    out.key("expression").text(term.expression).key("values").begin_object();
    for (const auto& [name, value] : term.values) out.key(name).number(value);
    out.end_object().key("result").number(term.result).key("source").text(term.source).end_object();
  }
  out.end_array();
}

}  // namespace

void write_report(json::Writer& out, const Findings& found) {
  out.begin_object().key("resolved");
  write_resolved(out, found);
  out.key("plan");
  write_plan(out, found.answer.placement);
  out.key("verdict");
  write_verdict(out, found.answer.verdict);
  out.key("memory");
  write_memory(out, found.answer.placement.memory);
  out.key("speed");
  write_speed(out, found.answer.speed);
  if (found.request.include.limits) {
    out.key("limits");
    write_limits(out, found.reach, *found.question.architecture);
  }
  out.key("files").begin_object().key("download_bytes").integer(found.download_bytes);
  out.key("tensor_bytes").integer(found.tensor_bytes).end_object();
  if (found.request.include.suggestions) {
    out.key("suggestions").begin_array();
    for (const Suggestion& suggestion : found.suggestions) {
      out.begin_object().key("change");
      write_change(out, suggestion.change, found);
      out.key("grade").text(word_of(suggestion.grade)).key("gain");
      write_note(out, suggestion.gain);
      out.end_object();
    }
    out.end_array();
  }
  if (found.request.include.commands) {
    out.key("commands");
    write_commands(out, found);
  }
  if (found.request.include.rules_of_thumb) {
    out.key("rules_of_thumb");
    write_rules(out, found);
  }
  if (found.request.include.explain) {
    out.key("explain");
    write_explain(out, found);
  }
  out.end_object();
}

}  // namespace canrun
