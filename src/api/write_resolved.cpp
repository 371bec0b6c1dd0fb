#include "api/write_resolved.h"

namespace canrun {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return out;
}

void write_device(json::Writer& out, const DeviceEntry& entry, int64_t count) {
  out.begin_object().key("device");
  if (entry.inline_facts) {
    const Device& device = entry.device;
    out.begin_object();
    if (!device.name.empty()) out.key("name").text(device.name);
    out.key("vendor").text(device.vendor);
    out.key("memory_gib").number(device.memory.value() / kGiB);
    out.key("bandwidth_gb_s").number(device.bandwidth.value() / 1e9);
    if (device.fp16_dense.value() > 0) out.key("fp16_dense_tflops").number(device.fp16_dense.value() / 1e12);
    out.key("unified").boolean(device.unified).end_object();
  } else {
    out.text(entry.device.id);
  }
  out.key("count").integer(count);
  out.key("reserved_bytes").integer(entry.reserved_bytes);
  if (entry.usable_gib) out.key("usable_gib").number(*entry.usable_gib);
  if (entry.power_limit_w) out.key("power_limit_w").number(*entry.power_limit_w);
  out.end_object();
}

void write_host(json::Writer& out, const HostEntry& host) {
  out.begin_object().key("memory_gib").number(host.memory_gib);
  if (host.bandwidth_gb_s) out.key("bandwidth_gb_s").number(*host.bandwidth_gb_s);
  if (host.cpu) out.key("cpu").text(*host.cpu);
  if (host.threads) out.key("threads").integer(*host.threads);
  if (host.os) out.key("os").text(*host.os);
  out.end_object();
}

void write_machine(json::Writer& out, const Circumstances& asked) {
  out.begin_object().key("devices").begin_array();
  for (const DeviceEntry& entry : asked.devices) write_device(out, entry, entry.count);
  out.end_array();
  if (asked.host) {
    out.key("host");
    write_host(out, *asked.host);
  }
  out.end_object();
}

void write_workload(json::Writer& out, const Workload& workload) {
  out.begin_object();
  out.key("task").text("generate");
  out.key("context_tokens").integer(workload.context_tokens);
  out.key("prompt_tokens").integer(workload.prompt_tokens);
  out.key("output_tokens").integer(workload.output_tokens);
  out.key("concurrency").integer(workload.concurrency);
  if (workload.cache_tokens) out.key("cache_tokens").integer(*workload.cache_tokens);
  out.end_object();
}

void write_workload_change(json::Writer& out, const Workload& to, const Workload& from) {
  out.begin_object();
  if (to.context_tokens != from.context_tokens) {
    out.key("context_tokens").integer(to.context_tokens);
    out.key("prompt_tokens").integer(to.prompt_tokens);
    out.key("output_tokens").integer(to.output_tokens);
  }
  if (to.concurrency != from.concurrency) out.key("concurrency").integer(to.concurrency);
  out.end_object();
}

void write_options(json::Writer& out, const Findings& found) {
  const LlamaCppSettings& settings = found.question.settings;
  const Plan& plan = found.answer.placement.plan;
  out.begin_object();
  out.key("kv_type_k").text(lower(block_layout(settings.type_k).name));
  out.key("kv_type_v").text(lower(block_layout(settings.type_v).name));
  out.key("kv_unified").boolean(settings.kv_unified);
  out.key("kv_offload").boolean(settings.kv_offload);
  out.key("swa_full").boolean(settings.swa_full);
  out.key("flash_attention").boolean(settings.flash_attention);
  out.key("batch_tokens").integer(settings.batch_tokens);
  out.key("ubatch_tokens").integer(settings.ubatch_tokens);
  out.key("output_rows");
  if (found.request.circumstances.options.all_output_rows) {
    out.text("all");
  } else if (settings.output_rows_follow_slots) {
    out.text("slots");
  } else {
    out.integer(settings.output_rows);
  }
  out.key("gpu_layers").integer(plan.gpu_layers);
  out.key("experts_on_host").integer(plan.expert_layers_on_host);
  if (!found.answer.placement.split.empty()) {
    out.key("tensor_split").begin_array();
    for (double share : found.answer.placement.split) out.number(share);
    out.end_array();
  }
  out.key("parallelism").text("layer");
  out.key("mmap").boolean(found.request.circumstances.options.mmap);
  out.key("imatrix").boolean(found.question.imatrix);
  out.end_object();
}

void write_include(json::Writer& out, const Includes& include) {
  out.begin_array();
  if (include.limits) out.text("limits");
  if (include.suggestions) out.text("suggestions");
  if (include.commands) out.text("commands");
  if (include.rules_of_thumb) out.text("rules_of_thumb");
  if (include.explain) out.text("explain");
  out.end_array();
}

}  // namespace

void write_resolved(json::Writer& out, const Findings& found) {
  out.begin_object().key("model");
  if (found.request.inline_model) {
    out.raw(found.request.inline_json);
  } else {
    out.text(found.request.model->id);
  }
  out.key("format").text(found.question.format->id);
  out.key("runtime").text(found.request.runtime->id);
  out.key("machine");
  write_machine(out, found.request.circumstances);
  out.key("workload");
  write_workload(out, found.question.workload);
  out.key("options");
  write_options(out, found);
  out.key("include");
  write_include(out, found.request.include);
  out.end_object();
}

void write_change(json::Writer& out, const Change& change, const Findings& found) {
  out.begin_object();
  // An automatic format is named, lest it choose anew under the change.
  const FileType* format = change.format != nullptr ? change.format : found.question.format;
  if (change.format != nullptr || found.request.format == nullptr) out.key("format").text(format->id);
  if (change.workload) {
    out.key("workload");
    write_workload_change(out, *change.workload, found.question.workload);
  }
  if (change.device_count || change.host_memory) {
    out.key("machine").begin_object();
    if (change.device_count) {
      out.key("devices").begin_array();
      write_device(out, found.request.circumstances.devices.front(), *change.device_count);
      out.end_array();
    }
    if (change.host_memory) {
      out.key("host").begin_object().key("memory_gib").number(change.host_memory->value() / kGiB).end_object();
    }
    out.end_object();
  }
  // The plan is chosen anew for what changed.
  out.key("options").begin_object();
  out.key("gpu_layers").text("auto").key("experts_on_host").text("auto").key("tensor_split").null();
  if (change.cache_type) {
    const std::string type = lower(block_layout(*change.cache_type).name);
    out.key("kv_type_k").text(type).key("kv_type_v").text(type);
  }
  out.end_object().end_object();
}

}  // namespace canrun
