// canrun_calls CATALOG [REPEATS]: what does the boundary answer natively? Reads calls from standard input, each a line
// "NAME LENGTH" (load, estimate, rank, inspect, version) followed by that many bytes and a line feed, and writes each
// answer on a line. With REPEATS above 1 it makes each call that often and writes the least time of one, in
// microseconds, instead of the answer.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "api/engine.h"

namespace {

using Clock = std::chrono::steady_clock;

std::string answer(canrun::Engine& engine, const std::string& name, const std::string& bytes) {
  if (name == "load") return engine.load(bytes);
  if (name == "estimate") return engine.estimate(bytes);
  if (name == "rank") return engine.rank(bytes);
  if (name == "inspect") return engine.inspect(bytes);
  if (name == "version") return engine.version();
  std::fprintf(stderr, "canrun_calls: no call is named %s\n", name.c_str());
  std::exit(2);
}

double least_microseconds(canrun::Engine& engine, const std::string& name, const std::string& bytes, int repeats) {
  double least = 0;
  for (int i = 0; i < repeats; ++i) {
    const Clock::time_point begin = Clock::now();
    const std::string text = answer(engine, name, bytes);
    const double elapsed = std::chrono::duration<double, std::micro>(Clock::now() - begin).count();
    if (i == 0 || elapsed < least) least = elapsed;
  }
  return least;
}

bool next_call(std::string& name, std::string& bytes) {
  size_t length = 0;
  if (!(std::cin >> name >> length)) return false;
  std::cin.get();
  bytes.resize(length);
  std::cin.read(bytes.data(), static_cast<std::streamsize>(length));
  return static_cast<bool>(std::cin);
}

}  // namespace

int main(int count, char** words) {
  if (count < 2 || count > 3) {
    std::fprintf(stderr, "usage: canrun_calls CATALOG [REPEATS] < calls\n");
    return 2;
  }
  std::ios::sync_with_stdio(false);
  std::ifstream file(words[1], std::ios::binary);
  const std::string catalog{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  canrun::Engine engine;
  const std::string loaded = engine.load(catalog);
  if (loaded.rfind("{\"ok\":true", 0) != 0) {
    std::fprintf(stderr, "canrun_calls: %s: %s\n", words[1], loaded.c_str());
    return 1;
  }
  const int repeats = count == 3 ? std::atoi(words[2]) : 1;
  std::string name;
  std::string bytes;
  while (next_call(name, bytes)) {
    if (repeats > 1) {
      std::cout << least_microseconds(engine, name, bytes, repeats) << '\n';
    } else {
      std::cout << answer(engine, name, bytes) << '\n';
    }
  }
  return 0;
}
