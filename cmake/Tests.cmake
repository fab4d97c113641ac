# SPDX-License-Identifier: Apache-2.0
# tests/unit/<stage>/*_test.c -> one Criterion program a stage; tests/threads/*.c -> plain programs (Criterion does not run
# under ThreadSanitizer); tests/fuzz/<parser>_fuzz.c -> a libFuzzer target, or a replay of its corpus where the compiler has none.
if(NOT PHS_TESTS)
  return()
endif()
enable_testing()
# LeakSanitizer prints after Criterion has already exited 0 (Criterion 2.4.1).
set(PHS_REPORT_PATTERN "Sanitizer|runtime error:")
set(fixtures "PHS_FIXTURES=\"${CMAKE_SOURCE_DIR}/tests/fixtures\"" "PHS_SOURCE_DIR=\"${CMAKE_SOURCE_DIR}\""
  "PHS_BINARY_DIR=\"${CMAKE_BINARY_DIR}\"")

function(phs_test_properties name)
  set_tests_properties(${name} PROPERTIES FAIL_REGULAR_EXPRESSION "${PHS_REPORT_PATTERN}" TIMEOUT 900
    ENVIRONMENT "PHISCOPE=${CMAKE_BINARY_DIR}/phiscope;PHISCOPE_CLOCK=2026-03-01T00:00:00Z" ${ARGN})
endfunction()

if(NOT PHS_FUZZ AND NOT PHS_TSAN)
  pkg_check_modules(criterion REQUIRED IMPORTED_TARGET criterion)
  file(GLOB folders LIST_DIRECTORIES true CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/*)
  foreach(folder ${folders})
    get_filename_component(stage ${folder} NAME)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.c)
    if(sources)
      add_executable(unit_${stage} ${sources})
      # The whole program is linked: a test of one stage may build its input with the real one before it.
      target_link_libraries(unit_${stage} PRIVATE phs_cli PkgConfig::criterion)
      target_compile_definitions(unit_${stage} PRIVATE ${fixtures})
      target_include_directories(unit_${stage} PRIVATE ${CMAKE_SOURCE_DIR}/tests ${CMAKE_SOURCE_DIR})
      # Criterion's own macros convert and shadow.
      target_compile_options(unit_${stage} PRIVATE -Wno-conversion -Wno-shadow -Wno-pedantic -Wno-missing-prototypes)
      add_test(NAME unit.${stage} COMMAND unit_${stage})
      phs_test_properties(unit.${stage})
    endif()
  endforeach()
endif()

file(GLOB programs CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/threads/*.c)
foreach(program ${programs})
  get_filename_component(name ${program} NAME_WE)
  add_executable(threads_${name} ${program})
  target_link_libraries(threads_${name} PRIVATE phs_cli)
  target_compile_definitions(threads_${name} PRIVATE ${fixtures})
  add_test(NAME threads.${name} COMMAND threads_${name})
  phs_test_properties(threads.${name})
endforeach()

file(GLOB targets CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*_fuzz.c)
foreach(target ${targets})
  get_filename_component(name ${target} NAME_WE)
  string(REGEX REPLACE "_fuzz$" "" short ${name})
  add_executable(${name} ${target})
  target_compile_options(${name} PRIVATE -Wno-missing-prototypes)
  target_link_libraries(${name} PRIVATE phs_cli)
  if(PHS_FUZZ)
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
    add_test(NAME fuzz.${short} COMMAND ${name} -runs=0 ${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${short})
  else()
    target_sources(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/fuzz/replay.c)
    add_test(NAME fuzz.${short} COMMAND ${name} ${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${short})
  endif()
  phs_test_properties(fuzz.${short})
endforeach()

# tests/hcl/<name>_tool.c -> a program that the scripts beside it drive.
if(NOT PHS_FUZZ)
  file(GLOB programs CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/hcl/*_tool.c)
  foreach(program ${programs})
    get_filename_component(name ${program} NAME_WE)
    add_executable(${name} ${program})
    target_link_libraries(${name} PRIVATE phs_parse)
    set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
  endforeach()
endif()

# Every executable script under tests/cli, tests/golden and tests/house is a test; exit 77 means skipped.
if(NOT PHS_FUZZ AND NOT PHS_TSAN)
  file(GLOB scripts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/cli/*.sh ${CMAKE_SOURCE_DIR}/tests/golden/*.sh
    ${CMAKE_SOURCE_DIR}/tests/house/*.sh ${CMAKE_SOURCE_DIR}/tests/checks/*.sh ${CMAKE_SOURCE_DIR}/tests/hcl/*.sh ${CMAKE_SOURCE_DIR}/tests/endpoints/*.sh)
  foreach(script ${scripts})
    get_filename_component(name ${script} NAME_WE)
    get_filename_component(folder ${script} DIRECTORY)
    get_filename_component(folder ${folder} NAME)
    add_test(NAME ${folder}.${name} COMMAND bash ${script} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
    phs_test_properties(${folder}.${name} SKIP_RETURN_CODE 77)
  endforeach()
endif()

# tests/endpoints/: servers that no package speaks any more.
if(NOT PHS_FUZZ AND NOT PHS_TSAN)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/endpoints/replay/*.c)
  add_executable(endpoints_replay ${sources})
  target_link_libraries(endpoints_replay PRIVATE phs_options PkgConfig::libssl PkgConfig::libcrypto)
  target_compile_options(endpoints_replay PRIVATE -Wno-missing-prototypes -Wno-conversion)
  set_target_properties(endpoints_replay PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endif()
