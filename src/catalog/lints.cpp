#include "catalog/lints.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "catalog/model_reader.h"
#include "model/tensors.h"

namespace canrun {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && text.front() != '.' && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' ||
           c == '_';
  });
}

template <class Facts>
Names names_from(const std::string& id, const Facts& facts, const std::string& name) {
  Names out{id, {name}};
  out.names.insert(out.names.end(), facts.aliases.begin(), facts.aliases.end());
  return out;
}

std::string percent(double share) {
  const double hundredths = std::floor(share * 10000 + 0.5);
  const bool negative = hundredths < 0;
  const int64_t whole = static_cast<int64_t>(std::fabs(hundredths));
  const std::string fraction = std::to_string(whole % 100);
  return (negative ? "-" : "") + std::to_string(whole / 100) + "." + (fraction.size() < 2 ? "0" : "") + fraction + " %";
}

bool is_beyond(const ParameterCheck& check, double tolerance) {
  return check.published > 0 && std::fabs(check.difference) > tolerance;
}

}  // namespace

Errors path_lints(std::string_view id, int levels) {
  int found = 0;
  bool good = true;
  for (std::string_view rest = id; good;) {
    const size_t slash = rest.find('/');
    good = is_name(rest.substr(0, slash));
    ++found;
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  if (good && found == levels) return {};
  return {{"bad-path",
           "",
           {{"levels", static_cast<double>(levels)}},
           "the path must be " + std::to_string(levels) + " name(s) of letters, digits, '.', '-' and '_'"}};
}

Names names_of(const ModelFacts& facts) { return names_from(facts.id, facts, facts.name); }
Names names_of(const DeviceFacts& facts) { return names_from(facts.device.id, facts, facts.device.name); }
Names names_of(const FormatFacts& facts) { return names_from(facts.id, facts, facts.name); }
Names names_of(const RuntimeFacts& facts) { return names_from(facts.id, facts, facts.name); }

std::vector<std::pair<std::string, Error>> name_lints(const std::vector<Names>& all) {
  std::map<std::string, std::string> owners;  // folded name -> id
  for (const Names& one : all) owners.emplace(folded_name(one.id), one.id);
  std::vector<std::pair<std::string, Error>> problems;
  for (const Names& one : all) {
    for (size_t i = 0; i < one.names.size(); ++i) {
      const auto [at, is_new] = owners.emplace(folded_name(one.names[i]), one.id);
      if (is_new || at->second == one.id) continue;
      const std::string path = i == 0 ? "/name" : "/aliases/" + std::to_string(i - 1);
      problems.emplace_back(
          one.id, Error{"name-taken",
                        path,
                        {{"name", one.names[i]}, {"taken_by", at->second}},
                        "'" + one.names[i] + "' already names " + at->second + "; use another or leave it out"});
    }
  }
  return problems;
}

Result<std::vector<ParameterException>> exceptions_from_json(const json::Value& file) {
  Errors errors;
  std::vector<ParameterException> out;
  json::Fields fields(file, errors);
  fields.require("parameters");
  if (const auto list = fields.array("parameters", 1024)) {
    for (size_t i = 0; i < list->size(); ++i) {
      json::Fields entry(list->at(i), errors);
      ParameterException exception;
      exception.model = entry.text("model", 1, 200).value_or("");
      exception.within = entry.number_above("within", 0, 1).value_or(0);
      exception.reason = entry.text("reason", 1, 500).value_or("");
      for (const char* key : {"model", "within", "reason"}) entry.require(key);
      entry.refuse_unknown();
      out.push_back(std::move(exception));
    }
  }
  fields.refuse_unknown();
  if (!errors.empty()) return errors;
  return out;
}

ParameterCheck parameter_check(const ModelFacts& facts) {
  const int64_t text = parameter_count(facts.architecture, tensors_of(facts.architecture));
  ParameterCheck check{text + facts.vision_parameters + facts.not_loaded_parameters, facts.published_parameters, 0};
  if (check.published > 0) {
    check.difference = static_cast<double>(check.counted) / static_cast<double>(check.published) - 1;
  }
  return check;
}

Errors parameter_lints(const ModelFacts& facts, const ParameterException* exception) {
  Errors errors;
  const ParameterCheck check = parameter_check(facts);
  const double tolerance = exception != nullptr ? exception->within : published_tolerance(facts.published_basis);
  if (is_beyond(check, tolerance)) {
    errors.push_back({"parameter-count",
                      "/parameters/published",
                      {{"counted", static_cast<double>(check.counted)},
                       {"published", static_cast<double>(check.published)},
                       {"difference", check.difference},
                       {"tolerance", tolerance}},
                      "the config counts " + std::to_string(check.counted) + " parameters, " +
                          percent(check.difference) + " from the published " + std::to_string(check.published) +
                          "; correct the config, or list the model in data/exceptions.json with the reason"});
  }
  if (facts.published_active > 0 && check.published > 0 && facts.published_active > check.published) {
    errors.push_back({"active-exceeds-published",
                      "/parameters/active",
                      {{"published", static_cast<double>(check.published)}},
                      "more parameters are used for a token than the model has"});
  }
  return errors;
}

Errors exception_lints(const std::vector<ParameterException>& exceptions, const std::vector<ModelFacts>& models) {
  Errors errors;
  for (size_t i = 0; i < exceptions.size(); ++i) {
    const auto at = std::find_if(models.begin(), models.end(),
                                 [&](const ModelFacts& facts) { return facts.id == exceptions[i].model; });
    if (at != models.end() && is_beyond(parameter_check(*at), published_tolerance(at->published_basis))) continue;
    errors.push_back({"unused-exception",
                      "/parameters/" + std::to_string(i),
                      {{"model", exceptions[i].model}},
                      "no model needs the exception for '" + exceptions[i].model + "'; remove it"});
  }
  return errors;
}

Errors vocabulary_lints(const ModelFacts& facts, int64_t tokenizer_vocabulary) {
  if (facts.architecture.vocabulary >= tokenizer_vocabulary) return {};
  return {{"below-vocabulary",
           "/tokenizer",
           {{"rows", static_cast<double>(facts.architecture.vocabulary)},
            {"tokens", static_cast<double>(tokenizer_vocabulary)}},
           "the tokenizer has " + std::to_string(tokenizer_vocabulary) + " tokens, the embedding only " +
               std::to_string(facts.architecture.vocabulary) + " rows; name another tokenizer"}};
}

}  // namespace canrun
