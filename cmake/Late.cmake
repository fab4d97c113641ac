# SPDX-License-Identifier: Apache-2.0
# The program starts without libraries that most scans never call (libgit2 and libxml2 bring 17 others) or that take long to bind
# (libcrypto, all 3,000 symbols of which are looked up before main): scanner/base/late.S
# stands in for their functions and loads them at the first call. Stand-ins come first, so that --as-needed drops the libraries.
# Tests link them as usual, and so do sanitizers and other processors.
function(phs_load_late program)
  if(NOT CMAKE_SYSTEM_PROCESSOR STREQUAL x86_64 OR PHS_SANITIZE OR PHS_TSAN OR PHS_FUZZ)
    return()
  endif()
  set(libraries)
  foreach(lib libssl libcrypto libgit2 libxml_2_0 libhs sqlite3 libzip libdeflate xlsxwriter yaml_0_1 libcjson libpcre2_8)
    list(APPEND libraries ${${lib}_LINK_LIBRARIES})
  endforeach()
  find_library(PHS_LIBM libm.so.6 PATHS /lib /usr/lib PATH_SUFFIXES ${CMAKE_LIBRARY_ARCHITECTURE}) # libm.so is a script of the linker's
  if(PHS_LIBM)
    list(APPEND libraries ${PHS_LIBM})
  endif()
  list(REMOVE_DUPLICATES libraries)
  list(FILTER libraries INCLUDE REGEX "\\.so(\\.6)?$")
  set(rooms phs_base phs_model phs_parse phs_catalogue ${stages} phs_reports phs_cli)
  set(archives)
  foreach(room ${rooms})
    list(APPEND archives $<TARGET_FILE:${room}>)
  endforeach()
  set(folder ${CMAKE_BINARY_DIR}/late)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${folder}/late.inc
    COMMAND ${CMAKE_SOURCE_DIR}/scripts/late-list ${folder}/late.inc ${libraries} -- ${archives}
    DEPENDS ${CMAKE_SOURCE_DIR}/scripts/late-list ${rooms}
    COMMENT "Listing what is loaded late" VERBATIM)
  target_sources(${program} PRIVATE ${CMAKE_SOURCE_DIR}/scanner/base/late.S)
  set_source_files_properties(${CMAKE_SOURCE_DIR}/scanner/base/late.S PROPERTIES
    OBJECT_DEPENDS ${folder}/late.inc INCLUDE_DIRECTORIES ${folder})
  target_link_options(${program} PRIVATE -Wl,--as-needed)
endfunction()
