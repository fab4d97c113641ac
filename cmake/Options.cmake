# SPDX-License-Identifier: Apache-2.0
# Language level, warnings and the build variants that CMakePresets.json names.
option(PHS_SANITIZE "AddressSanitizer and UndefinedBehaviorSanitizer" OFF)
option(PHS_TSAN "ThreadSanitizer" OFF)
option(PHS_FUZZ "libFuzzer targets (clang)" OFF)
option(PHS_COVERAGE "gcov counters" OFF)
option(PHS_WERROR "warnings end the build" ON)
option(PHS_TESTS "build the tests" ON)

set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release)
endif()

add_library(phs_options INTERFACE)
target_compile_options(phs_options INTERFACE
  $<$<COMPILE_LANGUAGE:C>:-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wformat=2 -Wmissing-prototypes -Wvla>
  $<$<COMPILE_LANGUAGE:C>:-include${CMAKE_SOURCE_DIR}/scanner/base/banned.h>
  # Paths of the build machine stay out of the binary.
  $<$<COMPILE_LANGUAGE:C>:-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=>)
target_compile_definitions(phs_options INTERFACE _GNU_SOURCE _FILE_OFFSET_BITS=64 PHS_VERSION="${PROJECT_VERSION}")
target_include_directories(phs_options INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_SOURCE_DIR}/scanner ${CMAKE_SOURCE_DIR}/scanner/include)
if(PHS_WERROR)
  target_compile_options(phs_options INTERFACE $<$<COMPILE_LANGUAGE:C>:-Werror>)
endif()
if(PHS_SANITIZE OR PHS_FUZZ)
  target_compile_options(phs_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer -g)
  target_link_options(phs_options INTERFACE -fsanitize=address,undefined)
  target_compile_definitions(phs_options INTERFACE PHS_ARENA_MALLOC)
endif()
if(PHS_FUZZ)
  target_compile_options(phs_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
if(PHS_TSAN)
  target_compile_options(phs_options INTERFACE -fsanitize=thread -g)
  target_link_options(phs_options INTERFACE -fsanitize=thread)
endif()
if(PHS_COVERAGE)
  target_compile_options(phs_options INTERFACE --coverage)
  target_link_options(phs_options INTERFACE --coverage)
endif()
