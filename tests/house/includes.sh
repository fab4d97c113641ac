#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The floor plan holds here, and the script that says so sees each kind of breach in a small tree made for it.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
check=$here/scripts/check-includes
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

fail() {
  echo "failed: $*"
  failures=$((failures + 1))
}

# put FILE TEXT: one file of the small tree.
put() {
  mkdir -p "$tree/$(dirname "$1")"
  printf '%b\n' "$2" > "$tree/$1"
}

sound_tree() {
  rm -rf "${tree:?}"/*
  put scanner/base/file.c '#include "base/file.h"\n#include <stdio.h>\nvoid f(void) { fopen("x", "r"); printf("x"); }'
  put scanner/model/value.c '#include "base/arena.h"\n#include "model/value.h"'
  put scanner/judge/plugin.c '#include "phiscope/check.h"\n#include <dlfcn.h>\nvoid *g(void) { return dlopen("x.so", RTLD_NOW); }'
  put scanner/score/score.c '/* printf("in a comment")\n * fopen( */\n#include "catalogue/catalogue.h"\nint n = sizeof "puts(x)"; void h(void) { phs_buf_printf(b, "x"); ops->open(1); } // puts("x")'
  put scanner/collect/tls/probe.c '#include "base/file.h"\n#include "parse/json.h"\n#include "collect/collect.h"'
  put scanner/catalogue/embed_tool.c '#include "base/file.h"\n#include "catalogue/catalogue.h"'
  put scanner/main.c '#include "cli/command.h"\n#include "base/file.h"'
  put scanner/include/phiscope/check.h '#include <stdint.h>'
  put checks/tls/weak.c '#include "phiscope/check.h"\n#include <string.h>'
  put reports/html.c '#include "catalogue/catalogue.h"\n#include "reports/view.h"\n#include "html.h"'
}

# sees FILE TEXT WORDS: the tree with this one file is refused, in that file, with these words.
sees() {
  sound_tree
  put "$1" "$2"
  local said status=0
  said=$("$check" "$tree" 2>&1) || status=$?
  [ "$status" -ne 0 ] || fail "not seen: $1 with $2"
  case $said in
    "$1:"*"$3"*) ;;
    *) fail "$1 with $2: said '$said', not '$3'" ;;
  esac
}

sound_tree
"$check" "$tree" || fail "the sound tree is refused"

sees scanner/base/x.c '#include "model/value.h"' 'base must not know model'
sees scanner/model/x.h '#include "parse/json.h"' 'model must not know parse'
sees scanner/parse/hcl/x.c '  #  include "catalogue/catalogue.h"' 'parse must not know catalogue'
sees scanner/catalogue/x.c '#include "judge/judge.h"' 'catalogue must not know judge'
sees scanner/judge/x.c '#include "score/score.h"' 'judge must not know score'
sees scanner/relate/x.c '#include "map/map.h"' 'relate must not know map'
sees scanner/keep/x.c '#include "collect/collect.h"' 'keep must not know collect'
sees reports/x.c '#include "judge/judge.h"' 'reports must not know judge'
sees scanner/collect/x.c '#include "cli/command.h"' 'collect must not know cli'
sees scanner/score/x.c '#include <judge/judge.h>' 'score must not know judge'
sees scanner/judge/x.c '#include "../score/score.h"' 'dots'
sees scanner/judge/x.c '#define H "score/score.h"\n#include H' 'not a plain file name'
sees scanner/judge/x.c '#include "scanner/score/score.h"' 'not written from the include root'
sees scanner/judge/x.c '#include "base/file.h"' 'touches no files'
sees scanner/parse/x.c '#include "base/file.h"' 'touches no files'
sees reports/x.c '#include "base/file.h"' 'touches no files'
sees scanner/attic/x.c 'int x;' 'no stage'
sees checks/tls/x.c '#include "base/arena.h"' 'a check includes phiscope/check.h'
sees checks/tls/x.c '#include <base/arena.h>' 'a check includes phiscope/check.h'
sees checks/tls/x.c '#include "helper.h"' 'a check includes phiscope/check.h'
sees checks/tls/x.c '#include <stdio.h>\nvoid f(void) { fopen("x", "r"); }' 'does no I/O'
sees scanner/include/phiscope/x.h '#include "base/slice.h"' 'the public header'
sees scanner/judge/x.c 'void f(void) { printf("x"); }' 'prints'
sees scanner/score/x.c 'void f(void) { puts("x"); }' 'prints'
sees scanner/map/x.c 'void f(void) { /* why */ fprintf(stdout, "x"); }' 'prints'
sees reports/x.c 'void f(void) { fputs("x", stdout); }' 'prints'
sees scanner/relate/x.c 'void f(void) { int n = open("x", 0); }' 'does no I/O'
sees scanner/judge/x.c 'void f(void) {\n/* a\n comment */ popen ("x", "r"); }' 'does no I/O'
sees reports/x.c 'void f(void) { fopen("x", "w"); }' 'does no I/O'

sound_tree
rm -rf "${tree:?}"/*
"$check" "$tree" 2> /dev/null && fail "an empty tree passes"

"$check" "$here" || fail "an include or a call above breaks the floor plan"
[ "$failures" -eq 0 ] && echo "the floor plan holds"
exit $((failures > 0))
