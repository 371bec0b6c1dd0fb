#include "model/families.h"

#include <algorithm>
#include <vector>

#include "model/family_rows.h"
#include "model/hf_config.h"

namespace canrun {
namespace {

std::vector<Family> every_family() {
  std::vector<Family> all;
  rows::add_llama_kin(all);
  rows::add_qwen(all);
  rows::add_gemma(all);
  rows::add_gpt(all);
  rows::add_other_dense(all);
  rows::add_recurrent(all);
  rows::add_latent(all);
  rows::add_sparse(all);
  std::sort(all.begin(), all.end(), [](const Family& a, const Family& b) { return a.model_type < b.model_type; });
  return all;
}

const std::vector<Family>& families() {
  static const std::vector<Family> rows = every_family();
  return rows;
}

}  // namespace

const Family* family_of(std::string_view model_type) {
  const auto& rows = families();
  const auto row = std::lower_bound(rows.begin(), rows.end(), model_type,
                                    [](const Family& a, std::string_view type) { return a.model_type < type; });
  return row != rows.end() && row->model_type == model_type ? &*row : nullptr;
}

const std::vector<std::string_view>& known_model_types() {
  static const std::vector<std::string_view> types = [] {
    std::vector<std::string_view> names;
    for (const Family& row : families()) names.push_back(row.model_type);
    return names;
  }();
  return types;
}

}  // namespace canrun
