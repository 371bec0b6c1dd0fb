// llama.cpp's computation graph, as far as memory goes: which tensor is made of which, in what order, how large.
// Shapes, orders and rules follow ggml-org/llama.cpp v0.5.0 ggml/src/ggml.c; nothing is computed.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <vector>

#include "format/ggml_type.h"

namespace canrun::llama_cpp::graph {

enum class Op : uint8_t {
  none,
  view,
  reshape,
  permute,
  transpose,
  add,
  add_id,
  sub,
  mul,
  div,
  scale,
  square,
  square_root,
  unary,
  clamp,
  rope,
  rms_norm,
  soft_max,  // may reuse a source
  norm,
  mul_mat,
  mul_mat_id,
  glu,
  flash_attention,
  contiguous,
  copy,
  concat,
  repeat,
  get_rows,
  set_rows,
  argsort,
  sum_rows,
  mean,
  pad,
  ssm_conv,
  ssm_scan,
  gated_delta_net,
};

constexpr bool is_view(Op op) { return op >= Op::view && op <= Op::transpose; }
constexpr bool works_in_place(Op op) { return op >= Op::add && op <= Op::soft_max; }

using Id = int32_t;
inline constexpr Id kNone = -1;
using Shape = std::array<int64_t, 4>;

// Where a tensor already lies before the graph is allocated.
inline constexpr int kUnallocated = -2;  // else kHost or a device's index

struct Value {
  Op op = Op::none;
  GgmlType type = GgmlType::f32;
  bool input = false;   // filled by the caller
  bool output = false;  // read back: never freed, never overwritten
  bool weight = false;
  int buffer = kUnallocated;
  Id root = kNone;  // a view's base
  std::array<Id, 7> source{kNone, kNone, kNone, kNone, kNone, kNone, kNone};
  Shape shape{1, 1, 1, 1};
  Shape stride{0, 0, 0, 0};  // bytes
};

int64_t elements(const Value& value);
int64_t bytes(const Value& value);
bool is_contiguous(const Value& value, int free_dimensions = 0);
bool has_contiguous_rows(const Value& value);

class Graph {
 public:
  explicit Graph(size_t expected_values);
  // A family whose tensors are named otherwise than its relatives' asks for a weight that is not there: kNone reads as
  // a single value, so that the rest of its graph still counts.
  [[nodiscard]] const Value& operator[](Id id) const { return id < 0 ? nothing_ : values_[static_cast<size_t>(id)]; }
  [[nodiscard]] Value& at(Id id) { return id < 0 ? nothing_ : values_[static_cast<size_t>(id)]; }
  [[nodiscard]] Id size() const { return static_cast<Id>(values_.size()); }
  // In the order of execution, and what has no source.
  [[nodiscard]] const std::vector<Id>& nodes() const { return nodes_; }
  [[nodiscard]] const std::vector<Id>& leaves() const { return leaves_; }

  Id input(GgmlType type, Shape shape);
  Id allocated(GgmlType type, Shape shape, int buffer, bool weight);
  // A tensor of the same shape and layout, without sources.
  Id twin(Id of);

  Id make(Op op, GgmlType type, Shape shape, std::initializer_list<Id> sources);
  Id like(Op op, Id a, Id b = kNone, Id c = kNone);  // f32 or the type of `a`, shaped as `a`
  Id view(Id a, Shape shape, Shape stride);          // stride[0] is kept
  Id reshape(Id a, Shape shape);
  Id permute(Id a, int to0, int to1, int to2, int to3);
  Id transpose(Id a);
  Id contiguous(Id a);
  Id contiguous(Id a, Shape shape);
  // By a matrix that is not there (a family whose graph is not known here) a product keeps its width.
  Id mul_mat(Id a, Id b);
  Id mul_mat_id(Id experts, Id b, Id chosen);
  Id get_rows(Id a, Id rows);
  Id set_rows(Id destination, Id source, Id rows);
  Id copy(Id source, Id destination);
  Id concat(Id a, Id b, int dimension);
  Id glu(Id gate, Id up);  // up kNone: `gate` holds both halves
  Id repeat(Id a, Shape shape);
  Id scale_in_place(Id a);

  // Puts a tensor and everything that it is made of into the order of execution.
  void expand(Id id);

 private:
  struct Visit {
    Id id;
    size_t next;  // source to visit
  };

  Value& add();
  Value nothing_;
  std::vector<Value> values_;
  std::vector<bool> visited_;
  std::vector<Id> nodes_, leaves_;
  std::vector<Visit> path_;
};

}  // namespace canrun::llama_cpp::graph
