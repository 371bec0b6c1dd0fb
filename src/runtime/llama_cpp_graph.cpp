#include "runtime/llama_cpp_graph.h"

#include <utility>

namespace canrun::llama_cpp::graph {
namespace {

Shape packed(GgmlType type, const Shape& shape) {
  const BlockLayout& layout = block_layout(type);
  Shape stride;
  stride[0] = layout.bytes_per_block;
  stride[1] = layout.bytes_per_block * (shape[0] / layout.values_per_block);
  stride[2] = stride[1] * shape[1];
  stride[3] = stride[2] * shape[2];
  return stride;
}

}  // namespace

int64_t elements(const Value& value) { return value.shape[0] * value.shape[1] * value.shape[2] * value.shape[3]; }

int64_t bytes(const Value& value) {
  const BlockLayout& layout = block_layout(value.type);
  if (elements(value) == 0) return 0;
  int64_t sum = value.shape[0] * value.stride[0] / layout.values_per_block;
  if (layout.values_per_block == 1) sum = layout.bytes_per_block + (value.shape[0] - 1) * value.stride[0];
  for (size_t i = 1; i < 4; ++i) sum += (value.shape[i] - 1) * value.stride[i];
  return sum;
}

bool is_contiguous(const Value& value, int free_dimensions) {
  const BlockLayout& layout = block_layout(value.type);
  int64_t next = layout.bytes_per_block;
  if (value.shape[0] != layout.values_per_block && value.stride[0] != next) return false;
  next *= value.shape[0] / layout.values_per_block;
  for (size_t i = 1; i < 4; ++i) {
    if (static_cast<int>(i) <= free_dimensions) {
      next = value.shape[i] * value.stride[i];
      continue;
    }
    if (value.shape[i] != 1 && value.stride[i] != next) return false;
    next *= value.shape[i];
  }
  return true;
}

bool has_contiguous_rows(const Value& value) {
  const BlockLayout& layout = block_layout(value.type);
  return value.shape[0] == layout.values_per_block || value.stride[0] == layout.bytes_per_block;
}

Graph::Graph(size_t expected_values) {
  values_.reserve(expected_values);
  visited_.reserve(expected_values);
  nodes_.reserve(expected_values);
}

Value& Graph::add() {
  visited_.push_back(false);
  return values_.emplace_back();
}

Id Graph::input(GgmlType type, Shape shape) {
  Value& value = add();
  value.type = type;
  value.input = true;
  value.shape = shape;
  value.stride = packed(type, shape);
  return size() - 1;
}

Id Graph::allocated(GgmlType type, Shape shape, int buffer, bool weight) {
  const Id id = input(type, shape);
  at(id).input = false;
  at(id).buffer = buffer;
  at(id).weight = weight;
  return id;
}

Id Graph::twin(Id of) {
  Value& value = add();
  const Value& original = (*this)[of];
  value.type = original.type;
  value.shape = original.shape;
  value.stride = original.stride;
  return size() - 1;
}

Id Graph::make(Op op, GgmlType type, Shape shape, std::initializer_list<Id> sources) {
  Value& value = add();
  value.op = op;
  value.type = type;
  value.shape = shape;
  value.stride = packed(type, shape);
  size_t count = 0;
  for (const Id source : sources) {
    if (source != kNone) value.source[count++] = source;
  }
  return size() - 1;
}

Id Graph::like(Op op, Id a, Id b, Id c) { return make(op, (*this)[a].type, (*this)[a].shape, {a, b, c}); }

Id Graph::view(Id a, Shape shape, Shape stride) {
  Value& value = add();
  const Value& base = (*this)[a];
  value.op = Op::view;
  value.type = base.type;
  value.root = base.root == kNone ? a : base.root;
  value.source[0] = a;
  value.shape = shape;
  value.stride = stride;
  value.stride[0] = block_layout(base.type).bytes_per_block;
  return size() - 1;
}

Id Graph::reshape(Id a, Shape shape) {
  const Id id = view(a, shape, packed((*this)[a].type, shape));
  at(id).op = Op::reshape;
  return id;
}

Id Graph::permute(Id a, int to0, int to1, int to2, int to3) {
  const Shape shape = (*this)[a].shape;
  const Shape stride = (*this)[a].stride;
  const Id id = view(a, shape, stride);
  at(id).op = Op::permute;
  const std::array<int, 4> to{to0, to1, to2, to3};
  for (size_t i = 0; i < 4; ++i) {
    at(id).shape[static_cast<size_t>(to[i])] = shape[i];
    at(id).stride[static_cast<size_t>(to[i])] = stride[i];
  }
  return id;
}

Id Graph::transpose(Id a) {
  const Id id = permute(a, 1, 0, 2, 3);
  at(id).op = Op::transpose;
  return id;
}

Id Graph::contiguous(Id a) { return like(Op::contiguous, a); }

Id Graph::contiguous(Id a, Shape shape) { return make(Op::contiguous, (*this)[a].type, shape, {a}); }

Id Graph::mul_mat(Id a, Id b) {
  if (a == kNone) return like(Op::mul_mat, b);
  const Shape left = (*this)[a].shape;
  const Shape right = (*this)[b].shape;
  return make(Op::mul_mat, GgmlType::f32, {left[1], right[1], right[2], right[3]}, {a, b});
}

Id Graph::mul_mat_id(Id experts, Id b, Id chosen) {
  const Shape right = (*this)[b].shape;
  const Shape left = experts == kNone ? Shape{right[0], right[0], 1, 1} : (*this)[experts].shape;
  return make(Op::mul_mat_id, GgmlType::f32, {left[1], (*this)[chosen].shape[0], right[2], 1}, {experts, b, chosen});
}

Id Graph::get_rows(Id a, Id rows) {
  const GgmlType type = (*this)[a].type == GgmlType::i32 ? GgmlType::i32 : GgmlType::f32;
  const Shape wanted = (*this)[rows].shape;
  return make(Op::get_rows, type, {(*this)[a].shape[0], wanted[0], wanted[1], wanted[2]}, {a, rows});
}

Id Graph::set_rows(Id destination, Id source, Id rows) {
  const Id id = view(destination, (*this)[destination].shape, (*this)[destination].stride);
  at(id).op = Op::set_rows;
  at(id).source = {source, rows, destination, kNone, kNone, kNone, kNone};
  return id;
}

Id Graph::copy(Id source, Id destination) {
  const Id id = view(destination, (*this)[destination].shape, (*this)[destination].stride);
  at(id).op = Op::copy;
  at(id).source = {source, destination, kNone, kNone, kNone, kNone, kNone};
  return id;
}

Id Graph::concat(Id a, Id b, int dimension) {
  Shape shape = (*this)[a].shape;
  shape[static_cast<size_t>(dimension)] += (*this)[b].shape[static_cast<size_t>(dimension)];
  return make(Op::concat, (*this)[a].type, shape, {a, b});
}

Id Graph::glu(Id gate, Id up) {
  Shape shape = (*this)[gate].shape;
  if (up == kNone) shape[0] /= 2;
  return make(Op::glu, (*this)[gate].type, shape, {gate, up});
}

Id Graph::repeat(Id a, Shape shape) { return make(Op::repeat, (*this)[a].type, shape, {a}); }

Id Graph::scale_in_place(Id a) {
  const Id id = view(a, (*this)[a].shape, (*this)[a].stride);
  at(id).op = Op::scale;
  return id;
}

// Depth first, sources in their order; with a stack of its own because configs decide how deep a graph is.
void Graph::expand(Id id) {
  if (visited_[static_cast<size_t>(id)]) return;
  visited_[static_cast<size_t>(id)] = true;
  path_.push_back({id, 0});
  while (!path_.empty()) {
    Visit& visit = path_.back();
    const Value& value = (*this)[visit.id];
    if (visit.next == value.source.size() || value.source[visit.next] == kNone) {
      (value.op == Op::none ? leaves_ : nodes_).push_back(visit.id);
      path_.pop_back();
      continue;
    }
    const Id source = value.source[visit.next++];
    if (visited_[static_cast<size_t>(source)]) continue;
    visited_[static_cast<size_t>(source)] = true;
    path_.push_back({source, 0});
  }
}

}  // namespace canrun::llama_cpp::graph
