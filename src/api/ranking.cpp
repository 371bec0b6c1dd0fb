// Which models, devices or formats? The same answer for every candidate, sorted.
#include <algorithm>
#include <functional>

#include "api/answering.h"
#include "api/read_machine.h"
#include "order.h"

namespace canrun {
namespace {

struct Row {
  const ModelFacts* model = nullptr;
  const Device* device = nullptr;
  int64_t count = 1;
  const FileType* format = nullptr;
  Question question;
  Answer answer;
  int64_t parameters = 0;
  int64_t download = 0;

  [[nodiscard]] double total_memory() const {
    double sum = 0;
    for (const Pool& pool : answer.placement.memory.pools) {
      if (pool.kind != PoolKind::host && pool.usable) sum += pool.usable->value();
    }
    return sum;
  }
  [[nodiscard]] bool comfortable() const {
    return answer.verdict.pace && (*answer.verdict.pace == Pace::instant || *answer.verdict.pace == Pace::comfortable);
  }
  [[nodiscard]] double tokens_per_second() const { return answer.speed.decode ? answer.speed.decode->value() : 0; }
};

bool wanted_word(const std::vector<std::string>& words, std::string_view word) {
  return words.empty() || std::any_of(words.begin(), words.end(), [&](const std::string& wanted) {
           return folded_name(wanted) == folded_name(word);
         });
}

class Ranking {
 public:
  Ranking(const RankRequest& rank, const Knowledge& knowledge, Shelf& shelf)
      : rank_(rank),
        knowledge_(knowledge),
        shelf_(rank.request.inline_model ? own_shelf_ : shelf),
        ladder_(ladder_of(*rank.request.runtime)) {}

  Errors run() {
    switch (rank_.vary) {
      case RankRequest::Vary::model:
        return over_models();
      case RankRequest::Vary::device:
        return over_devices();
      case RankRequest::Vary::format:
        return over_formats();
    }
    return {};
  }

  [[nodiscard]] std::string json() {
    const auto unwanted = [&](const Row& row) {
      return !rank_.grades.empty() && !wanted_word(rank_.grades, word_of(row.answer.verdict.grade));
    };
    rows_.erase(std::remove_if(rows_.begin(), rows_.end(), unwanted), rows_.end());
    sort_stably(rows_, [&](const Row& a, const Row& b) { return before(a, b); });
    json::Writer out;
    out.begin_object().key("rows").begin_array();
    const size_t shown = std::min(rows_.size(), static_cast<size_t>(rank_.limit));
    for (size_t i = 0; i < shown; ++i) write(out, rows_[i]);
    out.end_array().key("total").integer(static_cast<int64_t>(rows_.size())).end_object();
    return out.take();
  }

 private:
  Errors over_models() {
    Errors errors = look_up_ids([&](const std::string& id) { return knowledge_.model(id) != nullptr; },
                                [&](const std::string& id) { return knowledge_.nearest_models(id); });
    if (!errors.empty()) return errors;
    errors = look_up_words(
        rank_.families, "families", [](const ModelFacts& model) { return model.family; }, knowledge_.models);
    if (!errors.empty()) return errors;
    Errors refused;
    for (const ModelFacts& model : knowledge_.models) {
      if (!asked_for(&model, [&](const std::string& id) { return knowledge_.model(id); })) continue;
      if (!wanted_word(rank_.families, model.family)) continue;
      auto row = row_of(model, rank_.request.circumstances, asked_format());
      // A model that this workload cannot be put to is no candidate; when none is left, the request is at fault.
      if (row) {
        rows_.push_back(std::move(row).value());
      } else if (refused.empty()) {
        refused = row.errors();
      }
    }
    return rows_.empty() ? refused : Errors{};
  }

  Errors over_devices() {
    Errors errors = look_up_ids([&](const std::string& id) { return knowledge_.device(id) != nullptr; },
                                [&](const std::string& id) { return knowledge_.nearest_devices(id); });
    if (!errors.empty()) return errors;
    errors = look_up_words(
        rank_.vendors, "vendors", [](const DeviceFacts& facts) { return facts.device.vendor; }, knowledge_.devices);
    if (!errors.empty()) return errors;
    for (const DeviceFacts& facts : knowledge_.devices) {
      if (!asked_for(&facts, [&](const std::string& id) { return knowledge_.device(id); })) continue;
      if (!wanted_word(rank_.vendors, facts.device.vendor)) continue;
      std::optional<Row> best;
      for (int64_t count : rank_.counts) {
        if (count > 1 && !can_be_several(facts.device)) break;
        Circumstances asked = rank_.request.circumstances;
        DeviceEntry entry;
        entry.device = facts.device;
        entry.count = count;
        asked.devices = {entry};
        if (facts.device.unified) asked.host.reset();
        auto row = row_of(*rank_.request.model, asked, asked_format());
        if (!row) return row.errors();
        row_named(row, facts.device, count, best);
        if (best && best->answer.verdict.grade == Grade::yes) break;
      }
      if (best) rows_.push_back(std::move(*best));
    }
    return {};
  }

  static void row_named(Result<Row>& row, const Device& device, int64_t count, std::optional<Row>& best) {
    Row found = std::move(row).value();
    found.device = &device;
    found.count = count;
    if (!best || found.answer.verdict.grade < best->answer.verdict.grade) best = std::move(found);
  }

  Errors over_formats() {
    Errors errors = look_up_ids([&](const std::string& id) { return knowledge_.format(id) != nullptr; },
                                [&](const std::string& id) { return knowledge_.nearest_formats(id); });
    if (!errors.empty()) return errors;
    for (const FileType& type : file_types()) {
      const FormatFacts* facts = knowledge_.format(type.id);
      if (facts == nullptr || !asked_for(facts, [&](const std::string& id) { return knowledge_.format(id); })) continue;
      auto row = row_of(*rank_.request.model, rank_.request.circumstances, &type);
      if (!row) return row.errors();
      rows_.push_back(std::move(row).value());
    }
    return {};
  }

  Result<Row> row_of(const ModelFacts& model, const Circumstances& asked, const FileType* format) {
    auto question = question_of(model.architecture, format, asked);
    if (!question) return question.errors();
    Row row;
    row.question = std::move(question).value();
    row.question.published_format = published_file_type(model, knowledge_);
    const Prepare prepare = [&](const Architecture& of, const FileType& type, bool imatrix) -> const StoredModel& {
      return shelf_.stored(of, type, imatrix);
    };
    if (format == nullptr) {
      row.question.format = &chosen_format(row.question, ladder_.preferred, ladder_.fallback, prepare);
    }
    const StoredModel& stored = prepare(model.architecture, *row.question.format, row.question.imatrix);
    row.answer = answer(row.question, stored);
    row.model = &model;
    row.format = row.question.format;
    row.parameters = stored.parameters;
    row.download = download_bytes(model, stored);
    return row;
  }

  [[nodiscard]] const FileType* asked_format() const {
    return rank_.request.format == nullptr ? nullptr : file_type_named(rank_.request.format->id);
  }

  Errors look_up_ids(const std::function<bool(const std::string&)>& known,
                     const std::function<std::vector<std::string>(const std::string&)>& nearest) const {
    Errors errors;
    for (size_t i = 0; i < rank_.ids.size(); ++i) {
      if (known(rank_.ids[i])) continue;
      errors.push_back({"unknown-id",
                        "/where/ids/" + std::to_string(i),
                        {{"nearest", nearest(rank_.ids[i])}},
                        "nothing of this name"});
    }
    return errors;
  }

  // Words of a filter that no candidate bears.
  template <class WordOf, class Facts>
  Errors look_up_words(const std::vector<std::string>& words, const char* filter, const WordOf& word_of_facts,
                       const std::vector<Facts>& all) const {
    Errors errors;
    for (size_t i = 0; i < words.size(); ++i) {
      const auto bears = [&](const Facts& facts) { return folded_name(word_of_facts(facts)) == folded_name(words[i]); };
      if (std::any_of(all.begin(), all.end(), bears)) continue;
      std::vector<std::string> known;
      for (const Facts& facts : all) known.push_back(word_of_facts(facts));
      const std::vector<std::string_view> views(known.begin(), known.end());
      errors.push_back({"unknown-value",
                        std::string("/where/") + filter + "/" + std::to_string(i),
                        {{"nearest", json::nearest(words[i], views, 1)}},
                        "no candidate has this"});
    }
    return errors;
  }

  template <class Facts, class LookUp>
  [[nodiscard]] bool asked_for(const Facts* facts, const LookUp& look_up) const {
    return rank_.ids.empty() ||
           std::any_of(rank_.ids.begin(), rank_.ids.end(), [&](const std::string& id) { return look_up(id) == facts; });
  }

  // Best first. A tie between devices goes to the smaller machine, between formats to the one with more bits, between
  // models to the largest that still runs at a comfortable pace.
  [[nodiscard]] bool before(const Row& a, const Row& b) const {
    const double needed_a = a.answer.placement.memory.needed().value();
    const double needed_b = b.answer.placement.memory.needed().value();
    switch (rank_.sort) {
      case RankRequest::Sort::speed:
        return a.tokens_per_second() > b.tokens_per_second();
      case RankRequest::Sort::memory:
        return needed_a < needed_b;
      case RankRequest::Sort::parameters:
        return a.parameters > b.parameters;
      case RankRequest::Sort::context:
        return context_limit(*a.question.architecture) > context_limit(*b.question.architecture);
      case RankRequest::Sort::grade:
        break;
    }
    if (a.answer.verdict.grade != b.answer.verdict.grade) return a.answer.verdict.grade < b.answer.verdict.grade;
    switch (rank_.vary) {
      case RankRequest::Vary::device:
        return a.total_memory() < b.total_memory();
      case RankRequest::Vary::format:
        return a.download > b.download;
      case RankRequest::Vary::model:
        break;
    }
    if (a.comfortable() != b.comfortable()) return a.comfortable();
    return a.parameters > b.parameters;
  }

  [[nodiscard]] bool shows(std::string_view field) const {
    return rank_.fields.empty() || std::find(rank_.fields.begin(), rank_.fields.end(), field) != rank_.fields.end();
  }

  template <class Q>
  void write_quantity(json::Writer& out, std::string_view key, const std::optional<Q>& quantity) const {
    if (!shows(key)) return;
    out.key(key);
    quantity ? out.number(quantity->value()) : out.null();
  }

  void write(json::Writer& out, const Row& row) const {
    const Answer& is = row.answer;
    out.begin_object();
    if (rank_.vary == RankRequest::Vary::model) out.key("model").text(row.model->id);
    if (row.device != nullptr) out.key("device").text(row.device->id).key("count").integer(row.count);
    out.key("format").text(row.format->id);
    if (shows("grade")) out.key("grade").text(word_of(is.verdict.grade));
    if (shows("pace")) {
      out.key("pace");
      is.verdict.pace ? out.text(word_of(*is.verdict.pace)) : out.null();
    }
    if (shows("needed_bytes")) out.key("needed_bytes").number(is.placement.memory.needed().value());
    if (shows("usable_bytes")) out.key("usable_bytes").number(row.total_memory());
    write_quantity(out, "headroom_bytes", is.verdict.headroom);
    if (shows("parameters")) out.key("parameters").integer(row.parameters);
    write_quantity(out, "prefill_tokens_per_second", is.speed.prefill);
    write_quantity(out, "ttft_seconds", is.speed.ttft);
    write_quantity(out, "decode_tokens_per_second", is.speed.decode);
    if (!rank_.fields.empty() && shows("max_context_tokens")) write_reach(out, row);
    if (shows("download_bytes")) out.key("download_bytes").integer(row.download);
    out.end_object();
  }

  // The dearest figure: a search of its own, so only for the rows that are shown, and when asked for by name.
  void write_reach(json::Writer& out, const Row& row) const {
    const StoredModel stored = stored_model(*row.question.architecture, *row.format, row.question.imatrix);
    const Workload& workload = row.question.workload;
    const Reach far = reach(stored, row.question.machine, row.question.settings, row.answer.placement.fit,
                            workload.context_tokens, workload.concurrency, context_limit(*row.question.architecture));
    out.key("max_context_tokens").integer(far.max_context_tokens);
  }

  const RankRequest& rank_;
  const Knowledge& knowledge_;
  Shelf own_shelf_{64};  // of an inline model: what it needs is kept no longer than its request
  Shelf& shelf_;
  Ladder ladder_;
  std::vector<Row> rows_;
};

}  // namespace

Result<std::string> ranking_of(const RankRequest& rank, const Knowledge& knowledge, Shelf& shelf) {
  Ranking ranking(rank, knowledge, shelf);
  Errors errors = ranking.run();
  if (!errors.empty()) return errors;
  return ranking.json();
}

}  // namespace canrun
