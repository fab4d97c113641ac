#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Nothing that ships claims what no scanner can grant (there is no HIPAA certification, and compliance is not ours to declare),
# and nothing tracked names a folder of the machine it was written on.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")/../.." && pwd)
cd "$here"
git rev-parse --is-inside-work-tree > /dev/null 2>&1 || { echo "skipped: not a git checkout"; exit 77; }
self=tests/house/wording.sh

# The claim, also across a line break, comment marks and markup; file:line of its end.
claims() {
  xargs -0 -r awk 'FNR == 1 { before = "" }
    { line = tolower($0); gsub(/<[^>]*>/, " ", line); gsub(/[*_`"#|\/>-]/, " ", line); gsub(/[ \t\r]+/, " ", line)
      if ((before " " line) ~ /hipaa +(compliant|certified)([^a-z]|$)/) { print FILENAME ":" FNR ": " $0; line = "" }
      before = line }'
}

machine='/wor[k]/(main|wt|tools|shared|[.])|/tmp/bash[_]jobs|/home/[a-z][a-z0-9_-]*/(src|code|git|work|projects|phiscope)/|/Users/[A-Za-z]+/'

text_files() {
  git grep -zIl '' -- "$@" ":!$self" || true
}

trial=$(mktemp -d)
trap 'rm -rf "$trial"' EXIT
printf 'x\nis now HIPAA-compliant.\n' > "$trial/a"
printf 'You are **HIPAA**\n * Certified\n' > "$trial/b"
printf '<p>We are <b>HIPAA</b> certified</p>\n' > "$trial/e"
printf 'HIPAA compliance is not ours to declare\n' > "$trial/c"
seen=$(cd "$trial" && printf '%s\0' a b c e | claims | cut -d: -f1,2 | tr '\n' ' ')
[ "$seen" = "a:2 b:2 e:1 " ] || { echo "failed: the check itself saw '$seen'"; exit 1; }
printf 'see /%s/main/x.c\n' work > "$trial/d"
grep -qE "$machine" "$trial/d" || { echo "failed: a machine path is not seen"; exit 1; }
grep -qE "$machine" "$trial/c" && { echo "failed: a machine path is seen where none is"; exit 1; }

bad=$(text_files scanner checks reports examples scripts cmake bench 'tests/golden/*' ':!*.sh' | claims)
[ -z "$bad" ] || { echo "claims that a scanner cannot make:"; echo "$bad"; exit 1; }
bad=$(text_files . ':!tests/fixtures/*' | xargs -0 -r grep -nE "$machine" || true)
[ -z "$bad" ] || { echo "folders of a machine:"; echo "$bad"; exit 1; }
echo "the wording holds"
