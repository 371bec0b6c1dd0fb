# The engine: one wasm module and its loader, the same for page, worker and Node.
add_executable(canrun-engine ${PROJECT_SOURCE_DIR}/src/api/bindings.cpp)
target_link_libraries(canrun-engine PRIVATE canrun canrun_warnings embind)
target_link_options(canrun-engine PRIVATE
  -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web,worker -sDYNAMIC_EXECUTION=0 -sFILESYSTEM=0
  -sALLOW_MEMORY_GROWTH=1 -sMALLOC=emmalloc -sSTACK_SIZE=1048576)
set_target_properties(canrun-engine PROPERTIES SUFFIX .mjs)
