#include "verdict/suggestions.h"

#include <algorithm>
#include <array>

#include "order.h"
#include "runtime/llama_cpp.h"

namespace canrun {
namespace {

int rank_of(Grade grade) { return 4 - static_cast<int>(grade); }

// One question and what was answered, while changes to it are tried.
class Trial {
 public:
  Trial(const Question& question, const Answer& now, const Prepare& prepare)
      : question_(question), now_(now), prepare_(prepare) {}

  // The change as a suggestion, if it gives a better grade that runs.
  [[nodiscard]] std::optional<Suggestion> improving(const Change& change) const {
    const Question changed = with_change(question_, change);
    // What the runtime refuses is no help.
    if (llama_cpp::refusal(*changed.architecture, changed.settings)) return std::nullopt;
    const StoredModel& model = prepare_(*changed.architecture, *changed.format, changed.imatrix);
    std::optional<Placement> found = place_whole_if_held(model, changed.machine, changed.settings, changed.wishes);
    // Help from the host betters only an answer that has none.
    if (!found && rank_of(now_.verdict.grade) < rank_of(Grade::offload)) {
      found = place(model, changed.machine, changed.settings, changed.wishes);
    }
    if (!found) return std::nullopt;
    const Placement& placement = *found;
    const Grade grade = grade_of(placement);
    if (grade == Grade::no || grade == Grade::unknown || rank_of(grade) <= rank_of(now_.verdict.grade)) {
      return std::nullopt;
    }
    const Bytes saved = now_.placement.memory.needed() - placement.memory.needed();
    return Suggestion{change, grade, Note{"fits", {{"saves_bytes", greatest(saved, Bytes(0)).value()}}}};
  }

  // Whether the model weighs less in this format than in the one asked about.
  [[nodiscard]] bool is_smaller(const FileType& format) const {
    const auto bytes = [&](const FileType& in) {
      return prepare_(*question_.architecture, in, question_.imatrix).loaded_bytes;
    };
    return bytes(format) < bytes(*question_.format);
  }

  [[nodiscard]] const Question& question() const { return question_; }

 private:
  const Question& question_;
  const Answer& now_;
  const Prepare& prepare_;
};

// The better of two: a plain yes before a tight one; of equals the first, which is the smaller change.
void keep_better(std::optional<Suggestion>& best, std::optional<Suggestion> candidate) {
  if (!candidate) return;
  if (!best || rank_of(candidate->grade) > rank_of(best->grade)) best = std::move(candidate);
}

// What was pinned of the plan, let go.
std::optional<Suggestion> automatic_plan(const Trial& trial) {
  const PlanWishes& wishes = trial.question().wishes;
  if (!wishes.gpu_layers && !wishes.experts_on_host && wishes.tensor_split.empty()) return std::nullopt;
  return trial.improving(Change{});
}

std::optional<Suggestion> smaller_format(const Trial& trial, const std::vector<const FileType*>& ladder) {
  std::optional<Suggestion> best;
  for (const FileType* format : ladder) {
    if (!trial.is_smaller(*format)) continue;
    Change change;
    change.format = format;
    keep_better(best, trial.improving(change));
    if (best && best->grade == Grade::yes) break;
  }
  return best;
}

Workload workload_within(Workload workload, int64_t context) {
  workload.context_tokens = context;
  workload.output_tokens = std::min(workload.output_tokens, context / 2);
  workload.prompt_tokens = std::min(workload.prompt_tokens, context - workload.output_tokens);
  return workload;
}

// Named stops of the page: what people need a context for.
std::optional<Suggestion> shorter_context(const Trial& trial) {
  static constexpr std::array<int64_t, 6> stops = {131072, 65536, 32768, 16384, 8192, 4096};
  const Workload& asked = trial.question().workload;
  if (asked.cache_tokens) return std::nullopt;
  std::optional<Suggestion> best;
  for (int64_t stop : stops) {
    if (stop >= asked.context_tokens) continue;
    Change change;
    change.workload = workload_within(asked, stop);
    keep_better(best, trial.improving(change));
    if (best && best->grade == Grade::yes) break;
  }
  return best;
}

// Both at once, for who has little: the best format that fits at a context of one of a few stops.
std::optional<Suggestion> smaller_format_and_context(const Trial& trial, const std::vector<const FileType*>& ladder) {
  const Workload& asked = trial.question().workload;
  if (asked.cache_tokens) return std::nullopt;
  for (int64_t stop : {32768, 8192, 4096}) {
    if (stop >= asked.context_tokens) continue;
    for (const FileType* format : ladder) {
      if (!trial.is_smaller(*format)) continue;
      Change change;
      change.format = format;
      change.workload = workload_within(asked, stop);
      auto found = trial.improving(change);
      if (found && (found->grade == Grade::yes || found->grade == Grade::tight)) return found;
    }
  }
  return std::nullopt;
}

std::optional<Suggestion> fewer_requests(const Trial& trial) {
  const Workload& asked = trial.question().workload;
  if (asked.concurrency <= 1 || asked.cache_tokens) return std::nullopt;
  std::optional<Suggestion> best;
  for (int64_t requests = asked.concurrency / 2; requests >= 1; requests /= 2) {
    Change change;
    change.workload = asked;
    change.workload->concurrency = requests;
    keep_better(best, trial.improving(change));
    if (best && best->grade == Grade::yes) break;
  }
  return best;
}

std::optional<Suggestion> smaller_cache(const Trial& trial) {
  const LlamaCppSettings& settings = trial.question().settings;
  if (settings.type_k != GgmlType::f16 || settings.type_v != GgmlType::f16 || !settings.flash_attention) {
    return std::nullopt;
  }
  Change change;
  change.cache_type = GgmlType::q8_0;
  return trial.improving(change);
}

bool one_kind_of_device(const Machine& machine) {
  const auto& devices = machine.devices;
  return !devices.empty() && can_be_several(devices.front().device) &&
         std::all_of(devices.begin(), devices.end(), [&](const DeviceInUse& device) {
           return device.device.id == devices.front().device.id && !device.device.id.empty() &&
                  device.reserved == devices.front().reserved && device.usable == devices.front().usable;
         });
}

std::optional<Suggestion> more_devices(const Trial& trial) {
  const Machine& machine = trial.question().machine;
  if (!one_kind_of_device(machine)) return std::nullopt;
  const auto have = static_cast<int64_t>(machine.devices.size());
  std::optional<Suggestion> best;
  for (int64_t count : {2, 3, 4, 6, 8, 16}) {
    if (count <= have) continue;
    Change change;
    change.device_count = count;
    keep_better(best, trial.improving(change));
    if (best && best->grade == Grade::yes) break;
  }
  return best;
}

std::optional<Suggestion> more_host_memory(const Trial& trial) {
  const Machine& machine = trial.question().machine;
  if (machine.unified()) return std::nullopt;
  std::optional<Suggestion> best;
  for (int gib : {16, 32, 64, 96, 128, 192, 256, 512, 1024}) {
    const Bytes memory(gib * kGiB);
    if (machine.host && memory <= machine.host->memory) continue;
    Change change;
    change.host_memory = memory;
    keep_better(best, trial.improving(change));
    if (best) break;
  }
  return best;
}

}  // namespace

Question with_change(const Question& question, const Change& change) {
  Question changed = question;
  changed.wishes = {};
  if (change.format != nullptr) changed.format = change.format;
  if (change.workload) set_workload(changed, *change.workload);
  if (change.cache_type) changed.settings.type_k = changed.settings.type_v = *change.cache_type;
  if (change.device_count) {
    changed.machine.devices.resize(static_cast<size_t>(*change.device_count), changed.machine.devices.front());
  }
  if (change.host_memory) {
    Host host = changed.machine.host.value_or(Host{});
    host.memory = *change.host_memory;
    host.usable = host_usable(host.memory);
    changed.machine.host = host;
  }
  return changed;
}

std::vector<Suggestion> suggestions(const Question& question, const Answer& now,
                                    const std::vector<const FileType*>& ladder, const Prepare& prepare) {
  std::vector<Suggestion> found;
  if (now.verdict.grade == Grade::yes) return found;
  const Trial trial(question, now, prepare);
  if (auto automatic = automatic_plan(trial)) {
    found.push_back(*std::move(automatic));
    if (found.front().grade == Grade::yes) return found;
  }
  const std::array<std::optional<Suggestion>, 6> candidates = {smaller_format(trial, ladder), smaller_cache(trial),
                                                               shorter_context(trial),        fewer_requests(trial),
                                                               more_devices(trial),           more_host_memory(trial)};
  for (const auto& candidate : candidates) {
    if (candidate) found.push_back(*candidate);
  }
  const bool something_fits = std::any_of(found.begin(), found.end(), [](const Suggestion& suggestion) {
    return (suggestion.grade == Grade::yes || suggestion.grade == Grade::tight) && !suggestion.change.device_count;
  });
  if (!something_fits) {
    if (auto both = smaller_format_and_context(trial, ladder)) found.push_back(*std::move(both));
  }
  // Best grade first; of equals the order above, which is from free to dear.
  sort_stably(found, [](const Suggestion& a, const Suggestion& b) { return rank_of(a.grade) > rank_of(b.grade); });
  while (found.size() > 3) found.pop_back();
  return found;
}

const FileType& chosen_format(const Question& question, const std::vector<const FileType*>& preferred,
                              const std::vector<const FileType*>& fallback, const Prepare& prepare) {
  if (const FileType* published = file_type_named(question.published_format)) return *published;
  constexpr double comfortable_tokens_per_second = 10;
  const auto placed = [&](const StoredModel& model) {
    return place_whole_if_held(model, question.machine, question.settings, question.wishes);
  };
  for (const FileType* format : preferred) {
    const StoredModel& model = prepare(*question.architecture, *format, question.imatrix);
    const auto placement = placed(model);
    if (!placement || grade_of(*placement) != Grade::yes) continue;
    const SpeedEstimate speed = speed_of(question, model, *placement);
    if (!speed.decode || speed.decode->value() >= comfortable_tokens_per_second) return *format;
  }
  for (const FileType* format : fallback) {
    const auto placement = placed(prepare(*question.architecture, *format, question.imatrix));
    if (placement && grade_of(*placement) == Grade::yes) return *format;
  }
  return *fallback.front();
}

}  // namespace canrun
