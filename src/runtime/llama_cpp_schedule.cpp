#include "runtime/llama_cpp_schedule.h"

#include <algorithm>
#include <array>

#include "runtime/llama_cpp_support.h"

namespace canrun::llama_cpp::graph {
namespace {

constexpr int kUnassigned = -1;
constexpr int64_t kOffloadBatch = 32;  // ggml-cuda.cu: smaller batches stay where their weights lie

struct Split {
  int backend = 0;
  size_t begin = 0, end = 0;  // of graph.nodes()
  std::vector<Id> inputs;     // what is copied in when it starts
};

class Scheduler {
 public:
  Scheduler(Graph& graph, int devices, int copies)
      : graph_(graph),
        host_(devices),
        copies_(copies),
        backend_(static_cast<size_t>(graph.size()), kUnassigned),
        copy_(static_cast<size_t>(graph.size()) * static_cast<size_t>(devices + 1), kNone) {}

  Schedule run() {
    assign_by_buffers();
    expand(false, true);
    expand(true, true);
    expand(false, false);
    expand(true, false);
    assign_rest();
    assign_sources();
    split();
    return steps();
  }

 private:
  int& backend(Id id) { return backend_[static_cast<size_t>(id)]; }
  int backend_of_buffer(int buffer) const { return buffer == kHostBuffer ? host_ : buffer; }
  int buffer_of(const Value& value) const { return value.root == kNone ? value.buffer : graph_[value.root].buffer; }

  bool supports(int backend, Id id) const { return backend == host_ || device_supports(graph_, id, backend); }

  // The backend in whose buffer a tensor lies, when it can run `user` there.
  int backend_of(const Value& value, Id user) const {
    const int buffer = buffer_of(value);
    if (buffer == kUnallocated) return kUnassigned;
    const int home = backend_of_buffer(buffer);
    return supports(home, user) ? home : kUnassigned;
  }

  // Pass 1: what lies somewhere, what the caller fills (the host), and what reads weights.
  void assign_by_buffers() {
    for (const Id leaf : graph_.leaves()) backend(leaf) = first_choice(leaf);
    for (const Id node : graph_.nodes()) backend(node) = first_choice(node);
  }

  int first_choice(Id id) const {
    const Value& value = graph_[id];
    const int home = backend_of(value, id);
    if (home != kUnassigned) return home;
    if (value.input) return host_;
    if (value.op == Op::rope || value.op == Op::flash_attention) return kUnassigned;
    for (const Id source : value.source) {
      if (source == kNone || !graph_[source].weight) continue;
      const int weights = backend_of(graph_[source], id);
      if (weights == host_) {
        for (int device = 0; device < host_; ++device) {
          if (supports(device, id) && batch(value) >= kOffloadBatch) return device;
        }
      }
      return weights;
    }
    return kUnassigned;
  }

  static int64_t batch(const Value& value) {
    switch (value.op) {
      case Op::get_rows:
        return 0;
      case Op::mul_mat:
        return value.shape[1];
      case Op::mul_mat_id:
      case Op::rope:
        return value.shape[2];
      default:
        return value.shape[1] * value.shape[2] * value.shape[3];
    }
  }

  // Pass 2: neighbours join; first those of devices only, down and up, then the others.
  void expand(bool upwards, bool devices_only) {
    const std::vector<Id>& nodes = graph_.nodes();
    int current = kUnassigned;
    for (size_t i = 0; i < nodes.size(); ++i) {
      const Id node = nodes[upwards ? nodes.size() - 1 - i : i];
      if (is_view(graph_[node].op)) continue;
      int& assigned = backend(node);
      if (assigned != kUnassigned) {
        current = devices_only && assigned == host_ ? kUnassigned : assigned;
      } else if (current != kUnassigned && supports(current, node)) {
        assigned = current;
      }
    }
  }

  // Whether a backend can read a tensor where it lies.
  bool reads(int reader, Id id) {
    const Value& value = graph_[id];
    const int buffer = buffer_of(value);
    if (buffer != kUnallocated) return backend_of_buffer(buffer) == reader;
    int at = backend(id);
    if (at == kUnassigned && value.root != kNone) at = backend(value.root);
    return at == reader;
  }

  // Pass 3: what no neighbour could take goes where most of its sources are.
  void assign_rest() {
    for (const Id node : graph_.nodes()) {
      if (is_view(graph_[node].op) || backend(node) != kUnassigned) continue;
      int best = -1;
      for (int candidate = 0; candidate <= host_; ++candidate) {
        if (!supports(candidate, node)) continue;
        int readable = 0;
        for (const Id source : graph_[node].source) {
          if (source != kNone && reads(candidate, source)) ++readable;
        }
        if (readable > best) {
          best = readable;
          backend(node) = candidate;
        }
      }
    }
  }

  // Pass 4: views go with their base, other sources with their reader.
  void assign_sources() {
    for (const Id node : graph_.nodes()) {
      const Value& value = graph_[node];
      if (backend(node) == kUnassigned && value.root != kNone) backend(node) = backend(value.root);
      for (const Id source : value.source) {
        if (source == kNone || backend(source) != kUnassigned) continue;
        const Id root = graph_[source].root;
        backend(source) = root != kNone ? backend(root) : backend(node);
      }
      for (int candidate = 0; candidate <= host_ && backend(node) == kUnassigned; ++candidate) {
        if (supports(candidate, node)) backend(node) = candidate;
      }
    }
  }

  // Pass 5: a new split wherever the backend changes, or where another weight would have to be copied in (the space of
  // the one before is free again by then).
  void split() {
    const std::vector<Id> nodes = graph_.nodes();
    size_t i = 0;
    while (i < nodes.size() && is_view(graph_[nodes[i]].op)) ++i;
    splits_.push_back({i < nodes.size() ? backend(nodes[i]) : host_, 0, 0, {}});
    for (; i < nodes.size(); ++i) {
      const Id node = nodes[i];
      if (is_view(graph_[node].op)) continue;
      if (backend(node) != splits_.back().backend || (!splits_.back().inputs.empty() && brings_weight(node))) {
        splits_.back().end = i;
        splits_.push_back({backend(node), i, 0, {}});
      }
      copy_inputs(node, splits_.back());
    }
    splits_.back().end = nodes.size();
  }

  bool brings_weight(Id node) {
    const int here = backend(node);
    return std::any_of(graph_[node].source.begin(), graph_[node].source.end(), [&](Id source) {
      return source != kNone && graph_[source].weight && backend(source) != here && !reads(here, source);
    });
  }

  void copy_inputs(Id node, Split& split) {
    for (size_t j = 0; j < graph_[node].source.size(); ++j) {
      const Id source = graph_[node].source[j];
      if (source == kNone) continue;
      if (graph_[source].input && copies_ > 1) hold_input(source);
      if (backend(source) == split.backend || reads(split.backend, source)) continue;
      graph_.at(node).source[j] = copy_of(source, split);
    }
  }

  // With several batches in flight an input exists once for each of them.
  void hold_input(Id source) {
    if (std::find(held_.begin(), held_.end(), source) != held_.end()) return;
    held_.push_back(source);
    graph_.at(source).output = true;
  }

  Id copy_of(Id source, Split& split) {
    const size_t place =
        static_cast<size_t>(source) * static_cast<size_t>(host_ + 1) + static_cast<size_t>(split.backend);
    if (copy_[place] != kNone) return copy_[place];
    const Id copy = graph_.twin(source);
    graph_.at(copy).output = copies_ > 1;
    backend_.push_back(split.backend);
    copy_.resize(copy_.size() + static_cast<size_t>(host_ + 1), kNone);
    copy_[place] = copy;
    split.inputs.push_back(source);
    return copy;
  }

  Schedule steps() {
    Schedule result;
    result.backends = host_ + 1;
    if (copies_ > 1) add_held_leaves(result);
    for (const Id leaf : graph_.leaves()) result.leaves.push_back({leaf, backend(leaf)});
    result.steps.reserve(graph_.nodes().size() + 64);
    const std::vector<Id>& nodes = graph_.nodes();
    for (const Split& split : splits_) {
      for (const Id input : split.inputs) {
        Step keep;
        keep.backend = backend(input);
        keep.reads[0] = input;
        result.steps.push_back(keep);
        Step copy;
        copy.makes =
            copy_[static_cast<size_t>(input) * static_cast<size_t>(host_ + 1) + static_cast<size_t>(split.backend)];
        copy.backend = split.backend;
        result.steps.push_back(copy);
      }
      add_nodes(nodes, split, result);
    }
    return result;
  }

  // All copies of inputs are leaves: they are allocated first and never freed.
  void add_held_leaves(Schedule& result) {
    for (const Id input : held_) {
      result.leaves.push_back({input, backend(input)});
      for (int i = 1; i < copies_; ++i) result.leaves.push_back({held_twin(input), backend(input)});
    }
    for (const Split& split : splits_) {
      for (const Id input : split.inputs) {
        const Id copy =
            copy_[static_cast<size_t>(input) * static_cast<size_t>(host_ + 1) + static_cast<size_t>(split.backend)];
        result.leaves.push_back({copy, split.backend});
        for (int i = 1; i < copies_; ++i) result.leaves.push_back({held_twin(input), split.backend});
      }
    }
  }

  Id held_twin(Id input) {
    const Id twin = graph_.twin(input);
    graph_.at(twin).output = true;
    return twin;
  }

  void add_nodes(const std::vector<Id>& nodes, const Split& split, Schedule& result) {
    std::vector<Lifetime> lifetimes;
    if (split.backend != host_) lifetimes = fused_lifetimes(graph_, nodes, split.begin, split.end);
    auto lifetime = lifetimes.begin();
    for (size_t i = split.begin; i < split.end; ++i) {
      result.steps.push_back({nodes[i], backend(nodes[i]), graph_[nodes[i]].source});
      for (; lifetime != lifetimes.end() && lifetime->until == nodes[i]; ++lifetime) {
        Step keep;
        keep.backend = split.backend;
        keep.reads[0] = lifetime->kept;
        result.steps.push_back(keep);
      }
    }
  }

  Graph& graph_;
  int host_;
  int copies_;
  std::vector<int> backend_;
  std::vector<Id> copy_;  // of a tensor on a backend
  std::vector<Id> held_;
  std::vector<Split> splits_;
};

}  // namespace

Schedule schedule(Graph& graph, int devices, int copies) { return Scheduler(graph, devices, copies).run(); }

}  // namespace canrun::llama_cpp::graph
