// From a request to its findings: the estimator's functions in the order of the design, and the ranking over many.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "api/report.h"

namespace canrun {

// Stored models that were made already, the latest few of them: many questions ask for the same one.
class Shelf {
 public:
  explicit Shelf(size_t most) : most_(most) {}
  const StoredModel& stored(const Architecture& architecture, const FileType& format, bool imatrix);
  void clear() {
    entries_.clear();
    known_compute_.clear();
  }

 private:
  struct Entry {
    const Architecture* architecture;
    const FileType* format;
    bool imatrix;
    std::shared_ptr<const StoredModel> model;
  };
  [[nodiscard]] std::shared_ptr<llama_cpp::ComputeMemo> known_compute(const Architecture& architecture);

  size_t most_;
  std::vector<Entry> entries_;  // the latest used last
  // Shared by all formats of an architecture; small beside a stored model, and kept longer.
  std::vector<std::pair<const Architecture*, std::shared_ptr<llama_cpp::ComputeMemo>>> known_compute_;
};

// The report's JSON. Errors that only the model tells: "exceeds-context" and what the runtime refuses.
Result<std::string> report_of(const Request& request, const Knowledge& knowledge, Shelf& shelf);

// The ranking's JSON: {"rows": [...], "total": N}. `shelf` is of the models of `knowledge`.
Result<std::string> ranking_of(const RankRequest& rank, const Knowledge& knowledge, Shelf& shelf);

// The ladder of format "auto", as the runtime's facts name it.
struct Ladder {
  std::vector<const FileType*> preferred, fallback;
  [[nodiscard]] std::vector<const FileType*> all() const;  // each once, best quality first
};
Ladder ladder_of(const RuntimeFacts& runtime);

// The file that llama.cpp loads: header with the vocabulary, and every tensor padded.
int64_t download_bytes(const ModelFacts& model, const StoredModel& stored);

}  // namespace canrun
