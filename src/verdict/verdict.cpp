#include "verdict/verdict.h"

#include <algorithm>
#include <array>

namespace canrun {
namespace {

// Until measured ranges exist, a fit is tight when less than 5 % of the capacity or 512 MiB is left.
constexpr double kTightShare = 0.05;
constexpr Bytes kTightBytes{512 * kMiB};

bool is_tight(const Pool& pool) {
  const auto headroom = pool.headroom();
  return headroom && pool.capacity && *headroom < greatest(*pool.capacity * kTightShare, kTightBytes);
}

std::optional<Bytes> least_headroom(const Memory& memory) {
  std::optional<Bytes> least_of;
  for (const Pool& pool : memory.pools) {
    const auto headroom = pool.headroom();
    if (headroom && (!least_of || *headroom < *least_of)) least_of = headroom;
  }
  return least_of;
}

Bytes host_need(const Placement& placement) {
  const Pool* host = placement.memory.host();
  return host == nullptr ? Bytes(0) : host->needed();
}

// Over the pools that are too small, what is missing.
Bytes missing(const Memory& memory) {
  Bytes sum;
  for (const Pool& pool : memory.pools) {
    const auto headroom = pool.headroom();
    if (headroom && headroom->value() < 0) sum -= *headroom;
  }
  return sum;
}

Note deciding_reason(Grade grade, const Placement& placement, std::optional<Bytes> headroom) {
  const double left = headroom.value_or(Bytes(0)).value();
  switch (grade) {
    case Grade::yes:
      return {"fits", {{"headroom_bytes", left}}};
    case Grade::tight:
      return {"little-headroom", {{"headroom_bytes", left}}};
    case Grade::offload:
      return {"needs-host-memory", {{"host_bytes", host_need(placement).value()}}};
    case Grade::unknown:
      return {"host-memory-unknown", {{"host_bytes", host_need(placement).value()}}};
    case Grade::no:
      break;
  }
  return {"exceeds-memory",
          {{"needed_bytes", placement.memory.needed().value()}, {"missing_bytes", missing(placement.memory).value()}}};
}

void add_warnings(const Question& question, std::vector<Note>& reasons) {
  const Architecture& architecture = *question.architecture;
  const auto trained = static_cast<double>(architecture.trained_context);
  if (trained > 0 && static_cast<double>(question.workload.context_tokens) > trained) {
    reasons.push_back({"beyond-trained-context", {{"trained_context_tokens", trained}}});
  }
  if (is_low_bit(*question.format)) reasons.push_back({"low-bit", {{"format", std::string(question.format->id)}}});
  if (!llama_cpp::knows(architecture)) {
    reasons.push_back(
        {"runtime-lacks-architecture", {{"architecture", architecture.family}, {"runtime", std::string("llama.cpp")}}});
  }
}

}  // namespace

std::string_view word_of(Grade grade) {
  static constexpr std::array<std::string_view, 5> words = {"yes", "tight", "offload", "unknown", "no"};
  return words[static_cast<size_t>(grade)];
}

std::string_view word_of(Pace pace) {
  static constexpr std::array<std::string_view, 4> words = {"instant", "comfortable", "slow", "painful"};
  return words[static_cast<size_t>(pace)];
}

Pace pace_of(TokensPerSecond decode) {
  if (decode.value() >= 30) return Pace::instant;
  if (decode.value() >= 10) return Pace::comfortable;
  if (decode.value() >= 4) return Pace::slow;
  return Pace::painful;
}

bool is_low_bit(const FileType& format) {
  const BlockLayout& layout = block_layout(format.default_type);
  return layout.bytes_per_block * 8 < layout.values_per_block * 4;
}

Grade grade_of(const Placement& placement) {
  switch (placement.fit) {
    case Fit::devices: {
      const auto& pools = placement.memory.pools;
      const bool tight = std::any_of(pools.begin(), pools.end(), [](const Pool& pool) { return is_tight(pool); });
      return tight ? Grade::tight : Grade::yes;
    }
    case Fit::host:
      return Grade::offload;
    case Fit::unknown:
      return Grade::unknown;
    case Fit::none:
      break;
  }
  return Grade::no;
}

Note plan_reason(const Placement& placement) {
  const Plan& plan = placement.plan;
  const auto layers = static_cast<double>(plan.layer_device.size());
  if (placement.memory.host() == nullptr) return {"one-pool", {{"layers", layers}}};
  const auto on_host = static_cast<double>(std::count(plan.layer_device.begin(), plan.layer_device.end(), kHost));
  if (on_host == layers) return {"processor-only", {{"layers", layers}}};
  if (on_host > 0) return {"layers-on-host", {{"layers", layers}, {"layers_on_host", on_host}}};
  if (plan.expert_layers_on_host > 0) {
    return {"experts-on-host",
            {{"layers", layers}, {"expert_layers_on_host", static_cast<double>(plan.expert_layers_on_host)}}};
  }
  return {"all-on-devices", {{"layers", layers}}};
}

SpeedEstimate speed_of(const Question& question, const StoredModel& model, const Placement& placement) {
  return speed_estimate(model_work(model), question.machine, placement.plan, question.settings, question.workload);
}

Answer answer(const Question& question, const StoredModel& model) {
  Answer is;
  is.placement = place(model, question.machine, question.settings, question.wishes);
  is.verdict.grade = grade_of(is.placement);
  is.verdict.headroom = least_headroom(is.placement.memory);
  // What does not load has no speed.
  if (is.verdict.grade != Grade::no) is.speed = speed_of(question, model, is.placement);
  if (is.speed.decode) is.verdict.pace = pace_of(*is.speed.decode);
  is.verdict.reasons.push_back(deciding_reason(is.verdict.grade, is.placement, is.verdict.headroom));
  add_warnings(question, is.verdict.reasons);
  if (is.speed.assumes_host_bandwidth) {
    is.verdict.reasons.push_back(
        {"host-bandwidth-assumed", {{"bandwidth_gb_s", kOrdinaryHostBandwidth.value() / kGB}}});
  }
  return is;
}

}  // namespace canrun
