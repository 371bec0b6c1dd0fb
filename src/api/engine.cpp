#include "api/engine.h"

#include <exception>
#include <new>

#include "api/inspection.h"
#include "catalog/parts.h"

namespace canrun {
namespace {

constexpr size_t kMostRequestBytes = size_t{1} << 20;
constexpr size_t kMostFileBytes = size_t{16} << 20;
constexpr size_t kStoredModels = 64;

std::string refused(const Errors& errors) {
  json::Writer out;
  out.begin_object().key("ok").boolean(false).key("errors").begin_array();
  for (const Error& error : errors) {
    out.begin_object().key("code").text(error.code).key("path").text(error.path);
    out.key("values").figures(error.values).key("message").text(error.message).end_object();
  }
  out.end_array().end_object();
  return out.take();
}

std::string enveloped(const Result<std::string>& value) {
  if (!value) return refused(value.errors());
  return "{\"ok\":true,\"value\":" + *value + "}";
}

// Nothing is thrown across the boundary.
template <class Work>
std::string answered(const Work& work) {
  try {
    return enveloped(work());
  } catch (const std::bad_alloc&) {
    return R"({"ok":false,"errors":[{"code":"out-of-memory","path":"","values":{},"message":"not enough memory"}]})";
  } catch (const std::exception& problem) {
    return refused({{"internal", "", {}, problem.what()}});
  } catch (...) {
    return refused({{"internal", "", {}, "unknown failure"}});
  }
}

json::Limits limits_of(size_t bytes) {
  json::Limits limits;
  limits.bytes = bytes;
  return limits;
}

Error nothing_loaded() { return {"not-loaded", "", {}, "load the catalog first"}; }

void write_counts(json::Writer& out, const Knowledge& knowledge) {
  out.key("models").integer(static_cast<int64_t>(knowledge.models.size()));
  out.key("devices").integer(static_cast<int64_t>(knowledge.devices.size()));
  out.key("formats").integer(static_cast<int64_t>(knowledge.formats.size()));
  out.key("runtimes").integer(static_cast<int64_t>(knowledge.runtimes.size()));
  out.key("parts").begin_array();
  for (const auto& [name, version] : knowledge.parts) {
    out.begin_object().key("part").text(name).key("version").text(version).end_object();
  }
  out.end_array();
}

}  // namespace

Engine::Engine() : shelf_(kStoredModels) {}

std::string Engine::load(std::string_view bytes) {
  return answered([&]() -> Result<std::string> {
    auto document = json::parse(bytes, limits_of(kMostFileBytes));
    if (!document) return document.errors();
    auto part = read_catalog_part(json::Value::root(*document));
    if (!part) return part.errors();
    auto grown = with_part(knowledge_, std::move(part).value());
    if (!grown) return grown.errors();
    shelf_.clear();
    knowledge_ = std::move(grown).value();
    json::Writer out;
    out.begin_object();
    write_counts(out, knowledge_);
    out.end_object();
    return out.take();
  });
}

std::string Engine::estimate(std::string_view request) {
  return answered([&]() -> Result<std::string> {
    auto document = json::parse(request, limits_of(kMostRequestBytes));
    if (!document) return document.errors();
    if (knowledge_.runtimes.empty()) return nothing_loaded();
    auto read = read_request(json::Value::root(*document), knowledge_);
    if (!read) return read.errors();
    return report_of(*read, knowledge_, shelf_);
  });
}

std::string Engine::rank(std::string_view request) {
  return answered([&]() -> Result<std::string> {
    auto document = json::parse(request, limits_of(kMostRequestBytes));
    if (!document) return document.errors();
    if (knowledge_.runtimes.empty()) return nothing_loaded();
    auto read = read_rank_request(json::Value::root(*document), knowledge_);
    if (!read) return read.errors();
    return ranking_of(*read, knowledge_, shelf_);
  });
}

std::string Engine::inspect(std::string_view bytes) {
  return answered([&]() -> Result<std::string> { return inspected(bytes, kMostFileBytes); });
}

std::string Engine::version() const {
  return answered([&]() -> Result<std::string> {
    json::Writer out;
    out.begin_object().key("version").text(CANRUN_VERSION);
    write_counts(out, knowledge_);
    out.end_object();
    return out.take();
  });
}

}  // namespace canrun
