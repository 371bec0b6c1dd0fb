// catalogc DATA_DIR OUT_DIR: reads data/, refuses what breaks a shape or a rule, and writes the catalog that the engine
// loads. Every problem is printed as file, JSON Pointer and message; then nothing is written and the status is 1.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "catalog/catalog_builder.h"

namespace fs = std::filesystem;

namespace {

std::string contents(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<canrun::DataFile> data_files(const fs::path& folder) {
  std::vector<canrun::DataFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().filename().string().front() == '.') continue;
    files.push_back({fs::relative(entry.path(), folder).generic_string(), contents(entry.path())});
  }
  return files;
}

// Only what changed is written, so that a build that changes nothing stays a no-op.
bool written(const fs::path& path, const std::string& text) {
  if (fs::exists(path) && contents(path) == text) return true;
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << text;
  return static_cast<bool>(out.flush());
}

void print(const canrun::Problem& problem) {
  std::fprintf(stderr, "%s%s%s: %s [%s]\n", problem.path.c_str(), problem.error.path.empty() ? "" : "#",
               problem.error.path.c_str(), problem.error.message.c_str(), problem.error.code.c_str());
}

void print(const canrun::BuiltCatalog& built) {
  const canrun::CatalogSummary& summary = built.summary;
  std::printf("catalog %s: %lld models of %lld families, %lld devices of %lld vendors, %lld formats, %lld runtimes\n",
              built.version.c_str(), static_cast<long long>(summary.models), static_cast<long long>(summary.families),
              static_cast<long long>(summary.devices), static_cast<long long>(summary.vendors),
              static_cast<long long>(summary.formats), static_cast<long long>(summary.runtimes));
  std::printf("parameters recounted against %lld full published counts: worst %+.3f %% (%s); %lld exceptions\n",
              static_cast<long long>(summary.compared), summary.worst_difference * 100,
              summary.worst_model.empty() ? "none" : summary.worst_model.c_str(),
              static_cast<long long>(summary.exceptions));
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::fprintf(stderr, "usage: catalogc DATA_DIR OUT_DIR\n");
    return 2;
  }
  const fs::path data = arguments[1];
  const fs::path out = arguments[2];
  if (!fs::is_directory(data)) {
    std::fprintf(stderr, "%s is no folder\n", data.string().c_str());
    return 2;
  }
  const canrun::BuiltCatalog built = canrun::build_catalog(data_files(data));
  for (const auto& problem : built.problems) print(problem);
  if (!built.problems.empty()) {
    std::fprintf(stderr, "%zu problem(s); nothing was written\n", built.problems.size());
    return 1;
  }
  std::error_code failure;
  fs::create_directories(out, failure);
  for (const auto& file : built.files) {
    if (written(out / file.path, file.text)) continue;
    std::fprintf(stderr, "cannot write %s\n", (out / file.path).string().c_str());
    return 2;
  }
  print(built);
  return 0;
}
