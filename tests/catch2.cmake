# Catch2 2.13 (Debian 12) or 3: tests include "catch.h", which finds whichever is there.
find_path(CATCH2_ROOT NAMES catch2/catch.hpp catch2/catch_all.hpp
  PATHS /usr/include /usr/local/include /opt/homebrew/include NO_CMAKE_FIND_ROOT_PATH REQUIRED)
add_library(canrun_catch2 INTERFACE)
if(EXISTS ${CATCH2_ROOT}/catch2/catch.hpp)
  # One header. Its folder cannot be on emcc's include path, a folder with one link to it can.
  set(only_catch2 ${PROJECT_BINARY_DIR}/include-catch2)
  file(MAKE_DIRECTORY ${only_catch2})
  file(CREATE_LINK ${CATCH2_ROOT}/catch2 ${only_catch2}/catch2 SYMBOLIC)
  target_include_directories(canrun_catch2 SYSTEM INTERFACE ${only_catch2})
elseif(EMSCRIPTEN)
  # The library that is installed is for this machine: wasm needs the sources.
  include(FetchContent)
  FetchContent_Declare(Catch2 GIT_REPOSITORY https://github.com/catchorg/Catch2.git
    GIT_TAG fa43b77429ba76c462b1898d6cd2f2d7a9416b14) # v3.7.1
  FetchContent_MakeAvailable(Catch2)
  target_compile_options(Catch2 PRIVATE -fwasm-exceptions)
  target_link_libraries(canrun_catch2 INTERFACE Catch2::Catch2)
else()
  find_package(Catch2 3 REQUIRED)
  target_link_libraries(canrun_catch2 INTERFACE Catch2::Catch2)
endif()
