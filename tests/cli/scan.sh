#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Exit codes, what is said about what could not be read, and the same bytes twice.
. "$(dirname "$0")/lib.inc"

mkdir "$scratch/empty"
expect 0 "empty folder" scan "$scratch/empty"
says out "empty folder" 'no proof that there is none'
silent err "empty folder"

expect 0 "a practice" scan "$practice"
says out "a practice" 'Larkspur Family Practice'
says out "a practice" 'Top risks'
grep -q $'\e' "$scratch/out" && fail "colour in a pipe"
expect 2 "threshold reached" scan "$practice" --fail-on high
expect 2 "threshold reached, critical" scan "$practice" --fail-on critical
expect 0 "no finding, no failure" scan "$scratch/empty" --fail-on info

for format in json text; do
  expect 0 "first $format" scan "$practice" --format $format
  cp "$scratch/out" "$scratch/first"
  PHISCOPE_THREADS=1 expect 0 "second $format" scan "$practice" --format $format
  cmp -s "$scratch/first" "$scratch/out" || fail "two scans as $format differ"
done
for format in html md json; do
  expect 0 "report as $format" report risk-analysis "$practice" -o "$scratch/a.$format"
  expect 0 "report as $format again" report risk-analysis "$practice" -o "$scratch/b.$format"
  cmp -s "$scratch/a.$format" "$scratch/b.$format" || fail "two reports as $format differ"
done
expect 0 "strict" scan "$practice" --method strict

broken=$scratch/broken
mkdir -p "$broken"
printf 'targets:\n  resources: [missing.json]\n' > "$broken/phiscope.yaml"
expect 3 "target that is not there" scan "$broken"
says out "target that is not there" 'missing\.json'
printf '{"resources": [' > "$broken/missing.json"
expect 3 "target that is broken" scan "$broken"
says out "target that is broken" 'missing\.json:1'
printf 'targets: [\n' > "$broken/phiscope.yaml"
expect 64 "scope that is broken" scan "$broken"
says err "scope that is broken" 'phiscope\.yaml:[0-9]'
printf '' > "$broken/phiscope.yaml"
expect 64 "scope that is empty" scan "$broken"
printf 'organization: {name: X}\n' > "$broken/phiscope.yaml"
expect 64 "scope without a target" scan "$broken"
printf 'targets:\n  resources: [ok.json]\nexceptions: nowhere.yaml\n' > "$broken/phiscope.yaml"
printf '{"schema": "phiscope.resources/1", "resources": []}' > "$broken/ok.json"
expect 3 "exceptions that are not there" scan "$broken"
says out "exceptions that are not there" 'nowhere\.yaml'
printf 'targets:\n  resources: [ok.json]\n  vendors: [corrupt.xlsx]\n' > "$broken/phiscope.yaml"
printf 'PK\003\004 not a workbook' > "$broken/corrupt.xlsx"
expect 3 "workbook that is corrupt" scan "$broken"
says out "workbook that is corrupt" 'corrupt\.xlsx'

expect 1 "output that cannot be written" scan "$practice" -o "$scratch/nowhere/out.txt"
says err "output that cannot be written" 'nowhere'
"$phiscope" scan "$practice" > /dev/full 2> "$scratch/err"
[ $? -eq 1 ] || fail "a full disk is not exit 1"

expect 0 "first run kept" scan "$practice" --store "$scratch/store.db"
[ "$(stat -c %a "$scratch/store.db")" = 600 ] || fail "the store can be read by others"
PHISCOPE_CLOCK=2026-04-01T00:00:00Z expect 0 "second run kept" scan "$practice" --store "$scratch/store.db"
expect 0 "runs" runs --store "$scratch/store.db"
says out "runs" '^2 runs\.$'
PHISCOPE_CLOCK=2026-04-01T00:00:00Z expect 0 "report with history" report risk-analysis "$practice" --store "$scratch/store.db" --format md
says out "report with history" 'Compared with run-[0-9a-f]+ of 2026-03-01'
done_testing
