# Strict when we own the build, quiet when we are a dependency.
add_library(canrun_warnings INTERFACE)
if(PROJECT_IS_TOP_LEVEL)
  target_compile_options(canrun_warnings INTERFACE
    -Wall -Wextra -Wpedantic
    -Wshadow             # a hidden name reads as the other one
    -Wconversion         # a count that shrinks is a wrong count in 32-bit wasm
    -Wno-sign-conversion # indices of containers
    -Wnon-virtual-dtor -Wold-style-cast -Wcast-align -Wunused -Woverloaded-virtual
    -Wdouble-promotion -Wimplicit-fallthrough
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>) # GCC 12 sees overlaps in std::string's operator+ that are not there
endif()
