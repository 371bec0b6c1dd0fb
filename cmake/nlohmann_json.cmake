# nlohmann/json is header-only, but the distribution's folder cannot be on emcc's include path: it would bring the
# host's C library along. A folder with one link to it can.
find_path(NLOHMANN_JSON_ROOT nlohmann/json.hpp PATHS /usr/include /usr/local/include /opt/homebrew/include
  NO_CMAKE_FIND_ROOT_PATH REQUIRED)
set(only_nlohmann ${PROJECT_BINARY_DIR}/include-nlohmann)
file(MAKE_DIRECTORY ${only_nlohmann})
file(CREATE_LINK ${NLOHMANN_JSON_ROOT}/nlohmann ${only_nlohmann}/nlohmann SYMBOLIC)
add_library(canrun_nlohmann_json INTERFACE)
target_include_directories(canrun_nlohmann_json SYSTEM INTERFACE ${only_nlohmann})
