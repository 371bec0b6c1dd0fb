// ggml's graph allocator, replayed on sizes alone. Source: ggml-org/llama.cpp v0.5.0 ggml/src/ggml-alloc.c.
#include <algorithm>
#include <limits>

#include "runtime/llama_cpp_schedule.h"
#include "runtime/llama_cpp_support.h"
#include "units.h"

namespace canrun::llama_cpp::graph {
namespace {

constexpr int64_t kHostAlignment = 32;
constexpr int64_t kDeviceAlignment = 128;

// One buffer that grows: free blocks by their offset, the last of them endless.
class Arena {
 public:
  explicit Arena(int64_t alignment) : alignment_(alignment) {
    blocks_.push_back({0, std::numeric_limits<int64_t>::max() / 2});
  }

  [[nodiscard]] int64_t peak() const { return peak_; }
  [[nodiscard]] int64_t aligned(int64_t size) const { return padded(size, alignment_); }

  // The smallest free block that holds it, the later of two equal ones; else the endless one.
  int64_t take(int64_t size) {
    size = aligned(size);
    size_t best = blocks_.size() - 1;
    int64_t best_size = std::numeric_limits<int64_t>::max();
    for (size_t i = 0; i + 1 < blocks_.size(); ++i) {
      if (blocks_[i].size >= size && blocks_[i].size <= best_size) {
        best = i;
        best_size = blocks_[i].size;
      }
    }
    const int64_t offset = blocks_[best].offset;
    blocks_[best].offset += size;
    blocks_[best].size -= size;
    if (blocks_[best].size == 0) blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(best));
    peak_ = std::max(peak_, offset + size);
    return offset;
  }

  void give_back(int64_t offset, int64_t size) {
    size = aligned(size);
    for (size_t i = 0; i < blocks_.size(); ++i) {
      Block& block = blocks_[i];
      if (block.offset + block.size == offset) {
        block.size += size;
        if (i + 1 < blocks_.size() && block.offset + block.size == blocks_[i + 1].offset) join(i);
        return;
      }
      if (offset + size == block.offset) {
        block.offset = offset;
        block.size += size;
        if (i > 0 && blocks_[i - 1].offset + blocks_[i - 1].size == block.offset) join(i - 1);
        return;
      }
    }
    const auto after =
        std::find_if(blocks_.begin(), blocks_.end(), [&](const Block& block) { return block.offset >= offset; });
    blocks_.insert(after, {offset, size});
  }

 private:
  struct Block {
    int64_t offset, size;
  };

  void join(size_t left) {
    blocks_[left].size += blocks_[left + 1].size;
    blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(left) + 1);
  }

  int64_t alignment_;
  int64_t peak_ = 0;
  std::vector<Block> blocks_;
};

struct Place {
  int32_t readers = 0;
  int32_t views = 0;
  int32_t arena = 0;
  bool own = false;
  int64_t offset = 0;
  int64_t size = 0;
};

class Replay {
 public:
  Replay(const Graph& graph, const Schedule& schedule)
      : graph_(graph), schedule_(schedule), places_(static_cast<size_t>(graph.size())) {
    for (int i = 0; i < schedule.backends; ++i) {
      arenas_.emplace_back(i + 1 == schedule.backends ? kHostAlignment : kDeviceAlignment);
    }
  }

  std::vector<int64_t> run() {
    for (const Leaf& leaf : schedule_.leaves) allocate(leaf.id, leaf.backend);
    for (const Step& step : schedule_.steps) count(step);
    for (const Step& step : schedule_.steps) execute(step);
    std::vector<int64_t> peaks;
    for (const Arena& arena : arenas_) peaks.push_back(arena.peak());
    return peaks;
  }

 private:
  Place& place(Id id) { return places_[static_cast<size_t>(id)]; }

  void count(const Step& step) {
    if (step.makes != kNone && graph_[step.makes].root != kNone) ++place(graph_[step.makes].root).views;
    for (const Id source : step.reads) {
      if (source != kNone) ++place(source).readers;
    }
  }

  void execute(const Step& step) {
    for (const Id source : step.reads) {
      if (source != kNone) allocate(source, step.backend);
    }
    if (step.makes != kNone) allocate(step.makes, step.backend);
    for (const Id source : step.reads) {
      if (source != kNone) release_reader(source);
    }
  }

  int64_t size_of(Id id, int arena) const {
    return arena + 1 == schedule_.backends ? bytes(graph_[id]) : device_bytes(graph_, id);
  }

  void allocate(Id id, int arena) {
    const Value& value = graph_[id];
    Place& mine = place(id);
    if (mine.own || value.buffer != kUnallocated || value.root != kNone) return;
    mine.own = true;
    if (works_in_place(value.op) && take_over(id)) return;
    mine.arena = arena;
    mine.size = size_of(id, arena);
    mine.offset = arenas_[static_cast<size_t>(arena)].take(mine.size);
  }

  // A source that nothing else reads, of the same layout, gives its block.
  bool take_over(Id id) {
    const Value& value = graph_[id];
    for (const Id source : value.source) {
      if (source == kNone || !place(source).own || graph_[source].output) continue;
      const Value& parent = graph_[source];
      const bool same = parent.type == value.type && parent.shape == value.shape && parent.stride == value.stride;
      Place& theirs = place(source);
      if (!same || theirs.readers != 1 || theirs.views != 0) continue;
      Place& mine = place(id);
      mine.arena = theirs.arena;
      mine.offset = theirs.offset;
      mine.size = size_of(id, mine.arena);
      theirs.own = false;
      Arena& arena = arenas_[static_cast<size_t>(mine.arena)];
      const int64_t surplus = arena.aligned(theirs.size) - arena.aligned(mine.size);
      if (surplus > 0) arena.give_back(mine.offset + arena.aligned(mine.size), surplus);
      return true;
    }
    return false;
  }

  void release_reader(Id id) {
    Place& read = place(id);
    --read.readers;
    if (read.readers != 0 || read.views != 0) return;
    const Id root = graph_[id].root;
    if (root == kNone) {
      if (read.own) free(id);
      return;
    }
    Place& base = place(root);
    --base.views;
    if (base.views == 0 && base.readers == 0 && base.own) free(root);
  }

  void free(Id id) {
    if (graph_[id].output) return;
    Place& mine = place(id);
    arenas_[static_cast<size_t>(mine.arena)].give_back(mine.offset, mine.size);
    mine.own = false;
  }

  const Graph& graph_;
  const Schedule& schedule_;
  std::vector<Place> places_;
  std::vector<Arena> arenas_;
};

}  // namespace

std::vector<int64_t> buffer_bytes(const Graph& graph, const Schedule& schedule) {
  return Replay(graph, schedule).run();
}

}  // namespace canrun::llama_cpp::graph
