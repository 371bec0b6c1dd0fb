// What does it cost to carry text into wasm and back, with nothing done to it? The benchmark divides by this.
#include <emscripten/bind.h>

#include <string>

namespace {
std::string echo(const std::string& text) { return text; }
}  // namespace

EMSCRIPTEN_BINDINGS(echo) { emscripten::function("echo", &echo); }
