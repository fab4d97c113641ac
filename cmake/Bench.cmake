# SPDX-License-Identifier: Apache-2.0
# bench/<name>_tool.c -> program bench_<name>, built only when asked for; bench/<name> is the script that runs it and prints figures.
file(GLOB tools CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/bench/*_tool.c)
foreach(tool ${tools})
  get_filename_component(name ${tool} NAME_WE)
  string(REGEX REPLACE "_tool$" "" short ${name})
  add_executable(bench_${short} EXCLUDE_FROM_ALL ${tool})
  target_link_libraries(bench_${short} PRIVATE phs_cli)
endforeach()
