// How fast does this model run on this plan, at best? Prefill, decode and what bounds them.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "machine/machine.h"
#include "memory/stored_model.h"
#include "plan/plan.h"
#include "speed/roofline.h"
#include "units.h"

namespace canrun {

// What one layer, or the output, asks of whoever runs it. Counts are doubles: they are only multiplied and added.
struct LayerWork {
  double weight_bytes = 0;       // read in every step; routed experts apart
  double expert_bytes = 0;       // all routed experts
  double parameters = 0;         // multiplied for every token; routed experts apart
  double expert_parameters = 0;  // all routed experts
  int64_t experts = 0;
  int64_t experts_used = 0;  // by one token
  double key_width = 0;      // values cached a token: of keys (or the latent), of values
  double value_width = 0;
  double pair_operations = 0;  // attention of one query over one key, all heads
  int64_t window = 0;          // tokens seen; 0: all
  double state_bytes = 0;      // of one sequence, read and written in every step
};

// A model in one format as work; made once and asked often.
struct ModelWork {
  std::vector<LayerWork> layers;
  LayerWork output;
  bool quantised = false;  // weights are blocks of whole numbers
};

ModelWork model_work(const StoredModel& model);

// An upper bound on speed. What has nothing to measure, or cannot be known from the facts given, is absent.
struct SpeedEstimate {
  std::optional<TokensPerSecond> prefill;     // one prompt alone; absent for no prompt or unknown compute
  std::optional<Seconds> ttft;                // of that prompt; without a prompt, one step of decode
  std::optional<SecondsPerToken> tpot;        // mean over the output tokens, the first `prompt_tokens` deep
  std::optional<TokensPerSecond> decode;      // of one request
  std::optional<TokensPerSecond> throughput;  // output tokens of all requests
  std::optional<Bound> bound;                 // of decode; of prefill when nothing is decoded
  bool assumes_host_bandwidth = false;        // kOrdinaryHostBandwidth stood in for one that was not given
};

// What one device (its index) or the host (kHost) does in a step, and how fast it can.
struct Stage {
  int device = 0;
  StageWork work;
  StageRates rates;
};

// The stages behind `decode` (the mean step) that have something to do, in order: their times add up.
std::vector<Stage> decode_stages(const ModelWork& work, const Machine& machine, const Plan& plan,
                                 const LlamaCppSettings& settings, const Workload& workload);

// Layers that lie on several devices run one after another in decode; in prefill successive micro-batches overlap when
// everything is on devices. Weights on the host are read there in decode; in prefill of 32 tokens or more llama.cpp
// sends them through the link to a device (ggml-org/llama.cpp v0.5.0 ggml/src/ggml-cuda/ggml-cuda.cu,
// ggml_backend_cuda_device_offload_op). Time that adds to this (launches, sampling, hand-over of activations, the
// host's arithmetic) is left out: it would only be slower.
SpeedEstimate speed_estimate(const ModelWork& work, const Machine& machine, const Plan& plan,
                             const LlamaCppSettings& settings, const Workload& workload);

}  // namespace canrun
