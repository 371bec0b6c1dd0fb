# Catch2 2.13 (Debian 12) or 3: tests include "catch.h", which finds whichever is there.
find_path(CATCH2_ROOT NAMES catch2/catch.hpp catch2/catch_all.hpp
  PATHS /usr/include /usr/local/include /opt/homebrew/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
set(only_catch2 ${PROJECT_BINARY_DIR}/include-catch2)
file(MAKE_DIRECTORY ${only_catch2})
file(CREATE_LINK ${CATCH2_ROOT}/catch2 ${only_catch2}/catch2 SYMBOLIC)
add_library(canrun_catch2 INTERFACE)
target_include_directories(canrun_catch2 SYSTEM INTERFACE ${only_catch2})
if(NOT EXISTS ${CATCH2_ROOT}/catch2/catch.hpp AND NOT EMSCRIPTEN)
  find_package(Catch2 3 REQUIRED)
  target_link_libraries(canrun_catch2 INTERFACE Catch2::Catch2)
endif()
