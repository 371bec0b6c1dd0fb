// What does it cost to carry a request into wasm and an answer out, with no thought between? The benchmark divides by
// this.
#include <emscripten/bind.h>

#include <string>

namespace {

std::string& held() {
  static std::string answer;
  return answer;
}

void hold(const std::string& answer) { held() = answer; }

// Takes the request as the engine would, gives back what is held.
std::string echo(const std::string& request) { return request.empty() ? std::string() : held(); }

}  // namespace

EMSCRIPTEN_BINDINGS(echo) {
  emscripten::function("hold", &hold);
  emscripten::function("echo", &echo);
}
