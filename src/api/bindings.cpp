// What does JavaScript see? Five functions, text in and text out: the only file that knows Emscripten.
//
// Text may also arrive as bytes (Uint8Array), which is how a caller keeps a lone surrogate from being read as part of
// the next character. Engine throws nothing.
#include <emscripten/bind.h>

#include <string>

#include "api/engine.h"

namespace {

canrun::Engine& engine() {
  static canrun::Engine the_one;
  return the_one;
}

std::string load(const std::string& bytes) { return engine().load(bytes); }
std::string estimate(const std::string& request) { return engine().estimate(request); }
std::string rank(const std::string& request) { return engine().rank(request); }
std::string inspect(const std::string& bytes) { return engine().inspect(bytes); }
std::string version() { return engine().version(); }

}  // namespace

EMSCRIPTEN_BINDINGS(canrun) {
  emscripten::function("load", &load);
  emscripten::function("estimate", &estimate);
  emscripten::function("rank", &rank);
  emscripten::function("inspect", &inspect);
  emscripten::function("version", &version);
}
