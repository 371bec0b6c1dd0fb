# What compiling and linking for WebAssembly needs, from Emscripten 3.1.6 (Debian 12) to the newest.

# C++ exceptions by the machine's own instructions: both the compiler and the linker must be told.
target_compile_options(canrun PUBLIC -fwasm-exceptions)
target_link_options(canrun PUBLIC -fwasm-exceptions)

# Every byte is fetched before the first answer: whole-program optimisation drops what no call needs, nothing asks for
# the type of an object, and only what runs thousands of times an answer is compiled for speed. There -Os with inlining,
# which Emscripten turns off at -Os, runs like -O2 and is 5 kB smaller.
target_compile_options(canrun PRIVATE -flto -fno-rtti)
foreach(source IN LISTS CANRUN_SOURCES)
  if(source MATCHES "/src/(format|memory|placement|runtime|speed)/")
    set_property(SOURCE ${source} APPEND PROPERTY COMPILE_OPTIONS -Os -finline-functions)
  else()
    set_property(SOURCE ${source} APPEND PROPERTY COMPILE_OPTIONS -Oz)
  endif()
  # Only memory that runs out unwinds, and engine.cpp catches it: what lies between cleans nothing up, which saves 5 kB.
  # engine.cpp stays out of the whole program, where its handlers would be taken for unreachable.
  if(source MATCHES "/src/api/engine\\.cpp$")
    set_property(SOURCE ${source} APPEND PROPERTY COMPILE_OPTIONS -fno-lto)
  elseif(NOT source MATCHES "/src/api/json\\.cpp$")
    set_property(SOURCE ${source} APPEND PROPERTY COMPILE_OPTIONS -fno-exceptions)
  endif()
endforeach()

# The stack's setting was renamed.
if(EMSCRIPTEN_VERSION VERSION_LESS 3.1.25)
  set(wasm_stack_setting TOTAL_STACK)
else()
  set(wasm_stack_setting STACK_SIZE)
endif()

# Memory that grows, and a stack for documents nested 64 deep.
add_library(canrun_wasm_memory INTERFACE)
target_link_options(canrun_wasm_memory INTERFACE -sALLOW_MEMORY_GROWTH=1 -s${wasm_stack_setting}=1048576)

# A module for a static page under a strict content security policy: no eval, no file system. "web,worker" leaves out
# what looks for files in Node; Node runs it as well when it is handed the bytes (`wasmBinary`).
add_library(canrun_wasm_module INTERFACE)
target_link_libraries(canrun_wasm_module INTERFACE canrun_wasm_memory)
target_link_options(canrun_wasm_module INTERFACE
  -flto -Os -lembind -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web,worker -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0
  -sMALLOC=emmalloc)
