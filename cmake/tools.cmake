# Command-line tools of the build: each file in src/tools is one.
file(GLOB tool_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/src/tools/*.cpp)
foreach(source IN LISTS tool_sources)
  get_filename_component(tool ${source} NAME_WE)
  add_executable(${tool} ${source})
  target_link_libraries(${tool} PRIVATE canrun canrun_warnings)
endforeach()
