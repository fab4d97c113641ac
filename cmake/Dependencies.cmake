# SPDX-License-Identifier: Apache-2.0
# Debian packages; scripts/packages.txt is the list that the two commands of the README install from.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
foreach(lib nettle libcrypto libssl libcurl libcjson libxml-2.0 libgit2 yaml-0.1 sqlite3 libzip libpcre2-8 libdeflate xlsxwriter)
  string(MAKE_C_IDENTIFIER ${lib} id)
  pkg_check_modules(${id} REQUIRED IMPORTED_TARGET ${lib})
endforeach()
# Digests stand in the program where nettle-dev has an archive of them: each scan needs them, and loading them takes as long as all
# that are made.
find_library(PHS_NETTLE_ARCHIVE libnettle.a)
set(PHS_NETTLE PkgConfig::nettle)
if(PHS_NETTLE_ARCHIVE)
  set(PHS_NETTLE ${PHS_NETTLE_ARCHIVE})
endif()
# libcurl is not linked: collect/libcurl.c loads it when an answer needs it. Its header is needed.
set(PHS_LIBRARIES ${PHS_NETTLE} PkgConfig::libcrypto PkgConfig::libssl PkgConfig::libcjson PkgConfig::libxml_2_0 PkgConfig::libgit2
  PkgConfig::yaml_0_1 PkgConfig::sqlite3 PkgConfig::libzip PkgConfig::libpcre2_8 PkgConfig::libdeflate PkgConfig::xlsxwriter Threads::Threads ${CMAKE_DL_LIBS} m)
if(PHISCOPE_HYPERSCAN)
  pkg_check_modules(libhs REQUIRED IMPORTED_TARGET libhs)
  list(APPEND PHS_LIBRARIES PkgConfig::libhs)
  target_compile_definitions(phs_options INTERFACE PHS_HYPERSCAN)
endif()
