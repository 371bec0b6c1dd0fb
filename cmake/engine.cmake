# The engine: one wasm module and its loader, the same for page, worker and Node.
add_executable(canrun-engine ${PROJECT_SOURCE_DIR}/src/api/bindings.cpp)
target_link_libraries(canrun-engine PRIVATE canrun canrun_warnings canrun_wasm_module)
set_target_properties(canrun-engine PROPERTIES SUFFIX .mjs)
