// Does any input get past the boundary's refusals? libFuzzer hands bytes over: the first chooses the call, the rest is
// what is asked. Every answer must be an envelope; a crash, a leak or a sanitizer's word is a finding.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "api/engine.h"

namespace {

canrun::Engine loaded() {
  canrun::Engine engine;
  const char* path = std::getenv("CANRUN_CATALOG");
  std::ifstream file(path != nullptr ? path : "build/catalog/catalog.json", std::ios::binary);
  const std::string catalog{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (engine.load(catalog).rfind("{\"ok\":true", 0) != 0) std::abort();
  return engine;
}

std::string answer(canrun::Engine& engine, uint8_t call, std::string_view bytes) {
  switch (call % 4) {
    case 0:
      return engine.estimate(bytes);
    case 1:
      return engine.rank(bytes);
    case 2:
      return engine.inspect(bytes);
    default: {
      canrun::Engine fresh;  // what it loads must not teach the other calls
      return fresh.load(bytes);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static canrun::Engine engine = loaded();
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string text = answer(engine, data[0], bytes);
  if (text.rfind("{\"ok\":", 0) != 0) std::abort();
  return 0;
}
