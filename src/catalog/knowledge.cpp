#include "catalog/knowledge.h"

#include <algorithm>

#include "api/json.h"
#include "order.h"

namespace canrun {
namespace {

using Index = std::vector<std::pair<std::string, size_t>>;

bool name_before(const std::pair<std::string, size_t>& entry, std::string_view name) { return entry.first < name; }

bool entry_before(const Index::value_type& a, const Index::value_type& b) { return a.first < b.first; }

// Sorted by name; of two entries of one name the one added first stays.
void settle(Index& index) {
  sort_stably(index, entry_before);
  index.erase(std::unique(index.begin(), index.end(), [](const auto& a, const auto& b) { return a.first == b.first; }),
              index.end());
}

template <class Facts>
const Facts* found(const std::vector<Facts>& list, const Index& index, std::string_view name) {
  const std::string folded = folded_name(name);
  const auto at = std::lower_bound(index.begin(), index.end(), folded, name_before);
  return at == index.end() || at->first != folded ? nullptr : &list[at->second];
}

const std::string& id_of(const DeviceFacts& facts) { return facts.device.id; }
const std::string& name_of(const DeviceFacts& facts) { return facts.device.name; }
template <class Facts>
const std::string& id_of(const Facts& facts) {
  return facts.id;
}
template <class Facts>
const std::string& name_of(const Facts& facts) {
  return facts.name;
}

template <class Facts>
void sort_by_id(std::vector<Facts>& list) {
  sort_stably(list, [](const Facts& a, const Facts& b) { return id_of(a) < id_of(b); });
}

// Ids first, then names and aliases: an id always finds its own.
template <class Facts>
Index index_of(const std::vector<Facts>& list) {
  Index index;
  for (size_t i = 0; i < list.size(); ++i) index.emplace_back(folded_name(id_of(list[i])), i);
  for (size_t i = 0; i < list.size(); ++i) {
    index.emplace_back(folded_name(name_of(list[i])), i);
    for (const auto& alias : list[i].aliases) index.emplace_back(folded_name(alias), i);
  }
  return index;
}

// The last part of each id, without the publisher, where only one has it.
void add_last_parts(const std::vector<ModelFacts>& models, Index& index) {
  Index parts;
  for (size_t i = 0; i < models.size(); ++i) {
    parts.emplace_back(folded_name(models[i].id.substr(models[i].id.rfind('/') + 1)), i);
  }
  sort_stably(parts, entry_before);
  for (size_t i = 0; i < parts.size(); ++i) {
    const bool alone = (i == 0 || parts[i - 1].first != parts[i].first) &&
                       (i + 1 == parts.size() || parts[i + 1].first != parts[i].first);
    if (alone) index.push_back(parts[i]);
  }
}

template <class Facts>
std::vector<std::string> nearest_ids(const std::vector<Facts>& list, const Index& index, std::string_view name,
                                     size_t most) {
  std::vector<std::string_view> known;
  known.reserve(index.size());
  for (const auto& entry : index) known.push_back(entry.first);
  std::vector<std::string> ids;
  for (const auto& near : json::nearest(folded_name(name.substr(0, 128)), known, most * 8)) {
    const auto at = std::lower_bound(index.begin(), index.end(), near, name_before);
    const std::string& id = id_of(list[at->second]);
    if (ids.size() < most && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  return ids;
}

}  // namespace

std::string folded_name(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (const char c : name) {
    if (c == ' ' || c == '-' || c == '_' || c == ':') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

void Knowledge::index() {
  sort_by_id(models);
  sort_by_id(devices);
  sort_by_id(formats);
  sort_by_id(runtimes);
  model_index_ = index_of(models);
  add_last_parts(models, model_index_);
  device_index_ = index_of(devices);
  format_index_ = index_of(formats);
  runtime_index_ = index_of(runtimes);
  for (Index* index : {&model_index_, &device_index_, &format_index_, &runtime_index_}) settle(*index);
}

const ModelFacts* Knowledge::model(std::string_view name) const { return found(models, model_index_, name); }
const DeviceFacts* Knowledge::device(std::string_view name) const { return found(devices, device_index_, name); }
const FormatFacts* Knowledge::format(std::string_view name) const { return found(formats, format_index_, name); }
const RuntimeFacts* Knowledge::runtime(std::string_view name) const { return found(runtimes, runtime_index_, name); }

std::vector<std::string> Knowledge::nearest_models(std::string_view name, size_t most) const {
  return nearest_ids(models, model_index_, name, most);
}
std::vector<std::string> Knowledge::nearest_devices(std::string_view name, size_t most) const {
  return nearest_ids(devices, device_index_, name, most);
}
std::vector<std::string> Knowledge::nearest_formats(std::string_view name, size_t most) const {
  return nearest_ids(formats, format_index_, name, most);
}
std::vector<std::string> Knowledge::nearest_runtimes(std::string_view name, size_t most) const {
  return nearest_ids(runtimes, runtime_index_, name, most);
}

}  // namespace canrun
