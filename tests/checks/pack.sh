#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Packing: the same files give the same bytes wherever they lie, and a broken file ends the build with its sentence.
set -euo pipefail
: "${PHISCOPE:?the path of the built program}"
pack=$(dirname "$PHISCOPE")/phs_pack
[ -x "$pack" ] || { echo "no $pack"; exit 77; }
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failures=0

fail() {
  echo "failed: $*"
  failures=$((failures + 1))
}

# put TREE FILE TEXT
put() {
  mkdir -p "$tree/$1/$(dirname "$2")"
  printf '%b' "$3" > "$tree/$1/$2"
}

sound='id: backup\ntitle: Backups\nfamily: technical\nwhat: copies\nwhy: loss\ncontrols: {hipaa: [164.312(b)]}\n'
for where in one two; do
  put $where checks/safeguards/backup.yaml "$sound"
  put $where checks/frameworks/x.tsv '# framework: x\n# title: X\n# version: 1\n# source: s\nid\ttitle\n1\tOne\n'
  put $where reports/templates/page.html '<p>{{name}}</p>'
done
printf 'reports/templates/page.html\nchecks/safeguards/backup.yaml\nchecks/frameworks/x.tsv\n' > "$tree/list-one"
sort "$tree/list-one" > "$tree/list-two"
for where in one two; do
  "$pack" "$tree/$where" "$tree/list-$where" "$tree/$where.blob" "$tree/$where.db" || fail "the sound tree $where is refused"
done
cmp "$tree/one.blob" "$tree/two.blob" || fail "folder or order of the list changes the bytes"

# refuses FILE TEXT WORDS: the sentence names the file and says the words; no blob is left behind.
refuses() {
  rm -rf "$tree/bad" "$tree/bad.blob"
  put bad "$1" "$2"
  echo "$1" > "$tree/list-bad"
  local said status=0
  said=$("$pack" "$tree/bad" "$tree/list-bad" "$tree/bad.blob" "$tree/bad.db" 2>&1) || status=$?
  [ "$status" -eq 1 ] || fail "$1: exit $status"
  [ ! -e "$tree/bad.blob" ] || fail "$1: a blob was written"
  case $said in
    "$1:"*"$3"*) ;;
    *) fail "$1: said '$said', not '$3'" ;;
  esac
}

refuses checks/safeguards/backup.yaml 'id: [\n' ''
refuses checks/safeguards/backup.yaml 'title: x\n' 'id is missing'
refuses checks/safeguards/other.yaml "$sound" 'id is backup, its file says other'
refuses checks/a/b.yaml 'metadata: {id: a.b, name: n, category: c}\ndefinition: {operator: exists}\n' 'has a phiscope: block'
refuses checks/a/b.yaml 'metadata: {id: a.c, name: n, category: c, severity: LOW}\nphiscope: {why: w, remedy: r, safeguard: s}\ndefinition: {operator: exists}\n' '1:16: id is a.c, its path says a.b'
refuses checks/a/b.yaml 'metadata: {id: a.b, name: n, category: c, severity: LOW}\nphiscope: {why: w, remedy: r, safeguard: s}\n' 'definition is missing'
refuses checks/a/b.yaml 'a: 1\n---\nb: 2\n' ''
refuses checks/frameworks/x.tsv '# framework: x\nid\ttitle\n' 'title, version and source'
refuses checks/frameworks/x.tsv 'id\tid\n' 'stands there twice'
refuses checks/gone.yaml '' ''
echo checks/nowhere.yaml > "$tree/list-bad"
"$pack" "$tree/bad" "$tree/list-bad" "$tree/bad.blob" "$tree/bad.db" 2> /dev/null && fail "a file that is not there"

[ "$failures" -eq 0 ] && echo "packing holds"
exit $((failures > 0))
