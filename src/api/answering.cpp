#include "api/answering.h"

#include <algorithm>

#include "format/gguf_file.h"

namespace canrun {

const StoredModel& Shelf::stored(const Architecture& architecture, const FileType& format, bool imatrix) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.architecture == &architecture && entry.format == &format && entry.imatrix == imatrix;
  });
  if (found != entries_.end()) {
    std::rotate(found, found + 1, entries_.end());
  } else {
    auto model = std::make_shared<StoredModel>(stored_model(architecture, format, imatrix));
    model->known_compute = known_compute(architecture);
    if (entries_.size() >= most_) entries_.erase(entries_.begin());
    entries_.push_back(Entry{&architecture, &format, imatrix, std::move(model)});
  }
  return *entries_.back().model;
}

std::shared_ptr<llama_cpp::ComputeMemo> Shelf::known_compute(const Architecture& architecture) {
  const auto known = std::find_if(known_compute_.begin(), known_compute_.end(),
                                  [&](const auto& of) { return of.first == &architecture; });
  if (known != known_compute_.end()) return known->second;
  known_compute_.emplace_back(&architecture, std::make_shared<llama_cpp::ComputeMemo>());
  return known_compute_.back().second;
}

std::vector<const FileType*> Ladder::all() const {
  std::vector<const FileType*> formats = preferred;
  for (const FileType* format : fallback) {
    if (std::find(formats.begin(), formats.end(), format) == formats.end()) formats.push_back(format);
  }
  return formats;
}

Ladder ladder_of(const RuntimeFacts& runtime) {
  const auto types = [](const std::vector<std::string>& ids) {
    std::vector<const FileType*> found;
    for (const std::string& id : ids) {
      if (const FileType* type = file_type_named(id)) found.push_back(type);
    }
    return found;
  };
  return {types(runtime.preferred_formats), types(runtime.fallback_formats)};
}

int64_t download_bytes(const ModelFacts& model, const StoredModel& stored) {
  return gguf_file_bytes(stored.tensors, stored.types, model.vocabulary_header_bytes);
}

Result<std::string> report_of(const Request& request, const Knowledge& knowledge, Shelf& shelf) {
  const Architecture& architecture = request.model->architecture;
  const FileType* asked = request.format == nullptr ? nullptr : file_type_named(request.format->id);
  auto asked_question = question_of(architecture, asked, request.circumstances);
  if (!asked_question) return asked_question.errors();
  Question question = std::move(asked_question).value();
  question.published_format = published_file_type(*request.model, knowledge);

  // What an inline model needs is kept no longer than its request.
  Shelf own(64);
  Shelf& shelves = request.inline_model ? own : shelf;
  const Prepare prepare = [&](const Architecture& of, const FileType& format, bool imatrix) -> const StoredModel& {
    return shelves.stored(of, format, imatrix);
  };
  const Ladder ladder = ladder_of(*request.runtime);
  if (question.format == nullptr) {
    question.format = &chosen_format(question, ladder.preferred, ladder.fallback, prepare);
  }
  const StoredModel model = prepare(architecture, *question.format, question.imatrix);
  const Answer is = answer(question, model);
  Findings findings{request,
                    question,
                    model,
                    is,
                    std::nullopt,
                    {},
                    download_bytes(*request.model, model),
                    gguf_data_bytes(model.tensors, model.types)};
  // With a cache of a fixed size there is nothing left to reach for.
  if (request.include.limits && !question.workload.cache_tokens) {
    findings.reach =
        reach(model, question.machine, question.settings, is.placement.fit, question.workload.context_tokens,
              question.workload.concurrency, context_limit(architecture));
  }
  if (request.include.suggestions) findings.suggestions = suggestions(question, is, ladder.all(), prepare);
  json::Writer out;
  write_report(out, findings);
  return out.take();
}

}  // namespace canrun
