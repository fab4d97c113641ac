# SPDX-License-Identifier: Apache-2.0
# checks/ and reports/templates/ become one blob inside the binary; see scanner/catalogue/README.md.
set(catalogue_dir ${CMAKE_BINARY_DIR}/catalogue)
file(MAKE_DIRECTORY ${catalogue_dir})

# What is packed: every file there, sorted, and a list that changes only when a file comes or goes.
file(GLOB_RECURSE packed RELATIVE ${CMAKE_SOURCE_DIR} CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/checks/*.yaml ${CMAKE_SOURCE_DIR}/checks/*.tsv ${CMAKE_SOURCE_DIR}/reports/templates/*)
list(FILTER packed EXCLUDE REGEX "/README\\.md$") # for people who write templates
list(SORT packed)
list(JOIN packed "\n" packed_lines)
file(CONFIGURE OUTPUT ${catalogue_dir}/files.txt CONTENT "${packed_lines}\n" @ONLY)
list(TRANSFORM packed PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE packed_paths)

# Packing reads nouns with the same code as the program, without the blob that it is about to make.
file(GLOB catalogue_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/scanner/catalogue/*.c)
list(FILTER catalogue_sources EXCLUDE REGEX "/load\\.c$")
add_executable(phs_pack ${catalogue_sources})
target_link_libraries(phs_pack PRIVATE phs_parse)
add_custom_command(OUTPUT ${catalogue_dir}/catalogue.image ${catalogue_dir}/patterns.db
  COMMAND phs_pack ${CMAKE_SOURCE_DIR} ${catalogue_dir}/files.txt ${catalogue_dir}/catalogue.image ${catalogue_dir}/patterns.db
  DEPENDS phs_pack ${catalogue_dir}/files.txt ${packed_paths}
  COMMENT "Packing checks/ and reports/templates/" VERBATIM)

# checks/tls/weak-key.c -> id tls.weak-key, symbol phs_check_tls_weak_key.
file(GLOB_RECURSE code_checks RELATIVE ${CMAKE_SOURCE_DIR}/checks CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/checks/*.c)
list(SORT code_checks)
set(PHS_CODE_EXTERNS "")
set(PHS_CODE_ROWS "")
set(code_check_paths "")
foreach(file ${code_checks})
  string(REGEX REPLACE "\\.c$" "" id ${file})
  string(REPLACE "/" "." id ${id})
  string(REGEX REPLACE "[./-]" "_" symbol ${id})
  string(APPEND PHS_CODE_EXTERNS "extern const struct phs_check phs_check_${symbol};\n")
  string(APPEND PHS_CODE_ROWS "    {\"${id}\", &phs_check_${symbol}},\n")
  list(APPEND code_check_paths ${CMAKE_SOURCE_DIR}/checks/${file})
endforeach()
configure_file(${CMAKE_SOURCE_DIR}/scanner/catalogue/code_checks.c.in ${catalogue_dir}/code_checks.c @ONLY)

# A C check sees phiscope/check.h and nothing else.
if(code_check_paths)
  add_library(phs_code_checks STATIC ${code_check_paths})
  target_link_libraries(phs_code_checks PRIVATE phs_options)
  set_target_properties(phs_code_checks PROPERTIES INCLUDE_DIRECTORIES ${CMAKE_SOURCE_DIR}/scanner/include)
endif()

# Called once the stage library exists.
function(phs_catalogue_embed)
  target_sources(phs_catalogue PRIVATE ${CMAKE_SOURCE_DIR}/scanner/catalogue/blob.S ${catalogue_dir}/code_checks.c)
  # Found through the include path, so that no path of the build machine gets into the binary.
  set_source_files_properties(${CMAKE_SOURCE_DIR}/scanner/catalogue/blob.S PROPERTIES
    OBJECT_DEPENDS "${catalogue_dir}/catalogue.image;${catalogue_dir}/patterns.db" INCLUDE_DIRECTORIES ${catalogue_dir})
  add_custom_target(phs_blob DEPENDS ${catalogue_dir}/catalogue.image ${catalogue_dir}/patterns.db)
  add_dependencies(phs_catalogue phs_blob)
  if(TARGET phs_code_checks)
    target_link_libraries(phs_catalogue PUBLIC phs_code_checks)
  endif()
endfunction()
