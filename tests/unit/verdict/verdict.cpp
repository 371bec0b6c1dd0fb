#include "verdict/verdict.h"

#include "catch.h"
#include "unit/models.h"
#include "verdict/suggestions.h"

using namespace canrun;
using namespace canrun::tests;

namespace {

struct Asked {
  Architecture architecture;
  Question question;
};

std::unique_ptr<Asked> asked(const char* config, const char* format, Machine machine, int64_t context) {
  auto asked = std::make_unique<Asked>();
  asked->architecture = architecture_of(config);
  asked->question.architecture = &asked->architecture;
  asked->question.format = file_type_named(format);
  asked->question.machine = std::move(machine);
  Workload workload;
  workload.context_tokens = context;
  workload.prompt_tokens = context - 256;
  set_workload(asked->question, workload);
  return asked;
}

Answer answer_to(const Question& question) {
  return answer(question, stored_model(*question.architecture, *question.format, question.imatrix));
}

// Keeps what it makes, as the engine does.
class Kept {
 public:
  Prepare prepare() {
    return [this](const Architecture& architecture, const FileType& format, bool imatrix) -> const StoredModel& {
      models_.push_back(std::make_unique<StoredModel>(stored_model(architecture, format, imatrix)));
      return *models_.back();
    };
  }

 private:
  std::vector<std::unique_ptr<StoredModel>> models_;
};

std::vector<const FileType*> ladder() {
  std::vector<const FileType*> types;
  for (const char* id : {"Q8_0", "Q6_K", "Q5_K_M", "Q4_K_M", "IQ4_XS", "Q3_K_M", "Q2_K"}) {
    types.push_back(file_type_named(id));
  }
  return types;
}

}  // namespace

TEST_CASE("a fit is tight when less than 5 % of the capacity or 512 MiB stays free", "[verdict]") {
  Placement placement;
  placement.fit = Fit::devices;
  Pool pool;
  pool.capacity = pool.usable = Bytes(24 * kGiB);
  pool.items[Item::weights] = Bytes(24 * 0.951 * kGiB);
  placement.memory.pools = {pool};
  CHECK(grade_of(placement) == Grade::tight);
  placement.memory.pools[0].items[Item::weights] = Bytes(24 * 0.949 * kGiB);
  CHECK(grade_of(placement) == Grade::yes);
  placement.memory.pools[0].capacity = placement.memory.pools[0].usable = Bytes(8 * kGiB);
  placement.memory.pools[0].items[Item::weights] = Bytes(7.51 * kGiB);
  CHECK(grade_of(placement) == Grade::tight);
}

TEST_CASE("the pace changes at 30, 10 and 4 tokens a second", "[verdict]") {
  CHECK(pace_of(TokensPerSecond(30.0)) == Pace::instant);
  CHECK(pace_of(TokensPerSecond(29.9)) == Pace::comfortable);
  CHECK(pace_of(TokensPerSecond(10.0)) == Pace::comfortable);
  CHECK(pace_of(TokensPerSecond(9.9)) == Pace::slow);
  CHECK(pace_of(TokensPerSecond(4.0)) == Pace::slow);
  CHECK(pace_of(TokensPerSecond(3.9)) == Pace::painful);
}

TEST_CASE("formats below four bits a weight are called low-bit", "[verdict]") {
  CHECK(is_low_bit(*file_type_named("Q3_K_M")));
  CHECK(is_low_bit(*file_type_named("IQ2_XXS")));
  CHECK_FALSE(is_low_bit(*file_type_named("Q4_K_M")));
  CHECK_FALSE(is_low_bit(*file_type_named("IQ4_XS")));
}

TEST_CASE("a context beyond what the model was trained for is said, not refused", "[verdict]") {
  const auto beyond = asked(kQwen3With30BA3B, "Q4_K_M", with_cards({80}), 65536);
  const Answer is = answer_to(beyond->question);
  CHECK(is.verdict.grade == Grade::yes);
  REQUIRE(is.verdict.reasons.size() >= 2);
  CHECK(is.verdict.reasons[1].code == "beyond-trained-context");
}

TEST_CASE("every suggestion gives the grade that it promises", "[verdict]") {
  for (const Machine& machine :
       {with_cards({8}), with_host(with_cards({8}), 16), with_cards({6, 6}), with_host(with_cards({12}), 64)}) {
    for (const char* format : {"F16", "Q8_0"}) {
      const auto question = asked(kLlama31With8B, format, machine, 65536);
      Kept kept;
      const Answer now = answer_to(question->question);
      const auto found = suggestions(question->question, now, ladder(), kept.prepare());
      CHECK(found.size() <= 3);
      for (const Suggestion& suggestion : found) {
        const Question changed = with_change(question->question, suggestion.change);
        CHECK(answer_to(changed).verdict.grade == suggestion.grade);
        CHECK(suggestion.grade < now.verdict.grade);
      }
    }
  }
}

TEST_CASE("a comfortable yes needs no suggestion", "[verdict]") {
  const auto question = asked(kLlama31With8B, "Q4_K_M", with_cards({24}), 8192);
  Kept kept;
  CHECK(suggestions(question->question, answer_to(question->question), ladder(), kept.prepare()).empty());
}

TEST_CASE("the automatic format is the best that fits, and keeps what was published quantised", "[verdict]") {
  Kept kept;
  const std::vector<const FileType*> all = ladder();
  const std::vector<const FileType*> preferred(all.begin(), all.begin() + 4);
  const std::vector<const FileType*> fallback(all.begin() + 3, all.end());
  const auto chosen = [&](double gib) {
    const auto question = asked(kLlama31With8B, "Q4_K_M", with_cards({gib}), 8192);
    return std::string(chosen_format(question->question, preferred, fallback, kept.prepare()).id);
  };
  CHECK(chosen(24) == "Q8_0");
  // Without the embedding, which stays on the host, Q6_K weighs 5.7 GiB and Q5_K_M 5.0; cache and the rest take 1.6.
  CHECK(chosen(8) == "Q6_K");
  CHECK(chosen(7.2) == "Q5_K_M");
  CHECK(chosen(2) == "Q4_K_M");
  const auto published = asked(kLlama31With8B, "Q4_K_M", with_cards({2}), 8192);
  published->question.published_format = "MXFP4_MOE";
  CHECK(std::string(chosen_format(published->question, preferred, fallback, kept.prepare()).id) == "MXFP4_MOE");
}
