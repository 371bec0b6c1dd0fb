#include "model/families.h"

#include <vector>

#include "model/family_rows.h"
#include "model/hf_config.h"
#include "order.h"

namespace canrun {
namespace {

using Rows = std::span<const Family> (*)();
constexpr Rows kTables[] = {rows::llama_kin_rows,   rows::qwen_rows,      rows::gemma_rows,  rows::gpt_rows,
                            rows::other_dense_rows, rows::recurrent_rows, rows::latent_rows, rows::sparse_rows};

}  // namespace

const Family* family_of(std::string_view model_type) {
  for (const Rows table : kTables) {
    for (const Family& row : table()) {
      if (row.model_type == model_type) return &row;
    }
  }
  return nullptr;
}

const std::vector<std::string_view>& known_model_types() {
  static const std::vector<std::string_view> types = [] {
    std::vector<std::string_view> names;
    for (const Rows table : kTables) {
      for (const Family& row : table()) names.push_back(row.model_type);
    }
    sort_stably(names, [](std::string_view a, std::string_view b) { return a < b; });
    return names;
  }();
  return types;
}

}  // namespace canrun
