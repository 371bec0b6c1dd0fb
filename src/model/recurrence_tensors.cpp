// Tensors of the mixers with a fixed state: ggml-org/llama.cpp v0.5.0 src/models/{mamba,mamba2,qwen3next,kimi-linear,
// minimax-01,lfm2}.cpp.
#include "model/layer_tensors.h"

namespace canrun {

void LayerTensors::add_recurrence(const Recurrence& recurrence) {
  switch (recurrence.kind) {
    case Recurrence::Kind::mamba:
      return add_mamba(recurrence);
    case Recurrence::Kind::mamba2:
      return add_mamba2(recurrence);
    case Recurrence::Kind::gated_delta:
      return add_gated_delta(recurrence);
    case Recurrence::Kind::kimi_delta:
      return add_kimi_delta(recurrence);
    case Recurrence::Kind::lightning:
      return add_lightning(recurrence);
    case Recurrence::Kind::short_convolution:
      return add_short_convolution(recurrence);
  }
}

// Selective state space (arXiv:2312.00752); `heads` is the rank of the time step.
void LayerTensors::add_mamba(const Recurrence& recurrence) {
  const int64_t hidden = architecture_.hidden;
  const int64_t inner = recurrence.inner;
  add("ssm_in.weight", Role::recurrence, hidden, 2 * inner);
  add("ssm_conv1d.weight", Role::recurrence, recurrence.convolution, inner);
  if (recurrence.convolution_bias) add("ssm_conv1d.bias", Role::recurrence, inner);
  add("ssm_x.weight", Role::recurrence, inner, recurrence.heads + 2 * recurrence.state);
  add("ssm_dt.weight", Role::recurrence, recurrence.heads, inner);
  add("ssm_dt.bias", Role::recurrence, inner);
  add("ssm_a", Role::recurrence, recurrence.state, inner);
  add("ssm_d", Role::recurrence, inner);
  add("ssm_out.weight", Role::recurrence, inner, hidden);
}

// State space duality (arXiv:2405.21060).
void LayerTensors::add_mamba2(const Recurrence& recurrence) {
  const int64_t hidden = architecture_.hidden;
  const int64_t inner = recurrence.inner;
  const int64_t convolved = inner + 2 * recurrence.groups * recurrence.state;
  add("ssm_in.weight", Role::recurrence, hidden, inner + convolved + recurrence.heads);
  add("ssm_conv1d.weight", Role::recurrence, recurrence.convolution, convolved);
  if (recurrence.convolution_bias) add("ssm_conv1d.bias", Role::recurrence, convolved);
  add("ssm_dt.bias", Role::recurrence, recurrence.heads);
  add("ssm_a", Role::recurrence, 1, recurrence.heads);
  add("ssm_d", Role::recurrence, 1, recurrence.heads);
  if (recurrence.output_norm) {
    add("ssm_norm.weight", Role::recurrence, inner / recurrence.groups, recurrence.groups);
  }
  add("ssm_out.weight", Role::recurrence, inner, hidden);
}

// Gated delta rule (arXiv:2412.06464): `groups` key heads and `heads` value heads of width `state`.
void LayerTensors::add_gated_delta(const Recurrence& recurrence) {
  const int64_t hidden = architecture_.hidden;
  const int64_t convolved = 2 * recurrence.groups * recurrence.state + recurrence.inner;
  add("attn_qkv.weight", Role::attention_qkv, hidden, convolved);
  add("attn_gate.weight", Role::attention_other, hidden, recurrence.inner);
  add("ssm_conv1d.weight", Role::recurrence, recurrence.convolution, convolved);
  add("ssm_dt.bias", Role::recurrence, recurrence.heads);
  add("ssm_a", Role::recurrence, recurrence.heads);
  add("ssm_norm.weight", Role::recurrence, recurrence.state);
  add("ssm_out.weight", Role::recurrence, recurrence.inner, hidden);
}

// Kimi delta attention (arXiv:2510.26692): `heads` heads of width `state`.
void LayerTensors::add_kimi_delta(const Recurrence& recurrence) {
  const int64_t hidden = architecture_.hidden;
  const int64_t inner = recurrence.inner;
  add("attn_q.weight", Role::attention_q, hidden, inner);
  add("attn_k.weight", Role::attention_k, hidden, inner);
  add("attn_v.weight", Role::attention_v, hidden, inner);
  add("attn_output.weight", Role::attention_output, inner, hidden);
  add("ssm_conv1d_q.weight", Role::recurrence, recurrence.convolution, 1, inner);
  add("ssm_conv1d_k.weight", Role::recurrence, recurrence.convolution, 1, inner);
  add("ssm_conv1d_v.weight", Role::recurrence, recurrence.convolution, 1, inner);
  add("ssm_f_a.weight", Role::recurrence, hidden, recurrence.state);
  add("ssm_f_b.weight", Role::recurrence, recurrence.state, inner);
  add("ssm_beta.weight", Role::recurrence, hidden, recurrence.heads);
  add("ssm_a", Role::recurrence, 1, recurrence.heads);
  add("ssm_dt.bias", Role::recurrence, inner);
  add("ssm_norm.weight", Role::recurrence, recurrence.state);
}

// Lightning attention (arXiv:2405.17381): `heads` heads of width `state`.
void LayerTensors::add_lightning(const Recurrence& recurrence) {
  const int64_t hidden = architecture_.hidden;
  add("attn_norm_2.weight", Role::norm, recurrence.inner);
  add("attn_qkv.weight", Role::attention_qkv, hidden, 3 * recurrence.inner);
  add("attn_gate.weight", Role::attention_other, hidden, recurrence.inner);
  add("attn_output.weight", Role::attention_output, recurrence.inner, hidden);
}

void LayerTensors::add_short_convolution(const Recurrence& recurrence) {
  const int64_t hidden = architecture_.hidden;
  add("shortconv.conv.weight", Role::recurrence, recurrence.convolution, recurrence.inner);
  add("shortconv.in_proj.weight", Role::recurrence, hidden, 3 * recurrence.inner);
  add("shortconv.out_proj.weight", Role::recurrence, recurrence.inner, hidden);
}

}  // namespace canrun
