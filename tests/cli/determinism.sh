#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The same input gives the same bytes: twice, on one thread and on many, from elsewhere, moved, and with files made in another
# order. Findings keep their fingerprints when lines move and when what they are not about changes.
. tests/cli/kit.bash

org=$work/org
cp -r examples/scribe "$org"

# outputs FOLDER: every format of the scan of the current folder.
outputs() {
  mkdir -p "$1"
  "$PHISCOPE" scan > "$1/scan.txt" || [ $? -eq 3 ]
  for format in json sarif junit github markdown; do "$PHISCOPE" scan --format $format > "$1/scan.$format" || [ $? -eq 3 ]; done
  for format in html md json; do "$PHISCOPE" report risk-analysis --format $format > "$1/report.$format" || [ $? -eq 3 ]; done
  for format in text json csv; do "$PHISCOPE" map --format $format > "$1/map.$format" || [ $? -eq 3 ]; done
}
same() { # WHAT FOLDER FOLDER
  diff -rq "$2" "$3" > "$work/diff" || problem "$1: $(head -c 600 "$work/diff"; diff -r "$2" "$3" | head -c 800)"
}

(cd "$org" && PHISCOPE_THREADS=1 outputs "$work/first")
[ "$(grep -c . "$work/first/scan.json")" -gt 500 ] || problem "there is too little to compare"
(cd "$org" && PHISCOPE_THREADS=1 outputs "$work/again")
same "a second time" "$work/first" "$work/again"
for threads in 16; do
  (cd "$org" && PHISCOPE_THREADS=$threads outputs "$work/threads")
  same "$threads threads" "$work/first" "$work/threads"
done
(cd "$org" && LC_ALL=C TZ=Pacific/Auckland HOME=/nonexistent outputs "$work/locale")
same "another locale and time zone" "$work/first" "$work/locale"

# The same files, made in the opposite order, in a checkout elsewhere.
moved=$work/else/where/deeper
mkdir -p "$moved"
(cd "$org" && find . -type f | sort -r | while read -r file; do mkdir -p "$moved/$(dirname "$file")" && cat "$file" > "$moved/$file"; done)
(cd "$moved" && outputs "$work/moved")
same "moved, and made in another order" "$work/first" "$work/moved"

# Called from elsewhere only the path of the scope itself may differ.
(cd / && "$PHISCOPE" scan "$org" --format json > "$work/from-root.json") || [ $? -eq 3 ]
(cd "$work" && "$PHISCOPE" scan --scope org/phiscope.yaml --format json > "$work/from-above.json") || [ $? -eq 3 ]
python3 - "$work/first/scan.json" "$work/from-root.json" "$work/from-above.json" <<'PY' || problem "called from elsewhere"
import json, sys
runs = [json.load(open(name)) for name in sys.argv[1:]]
for run in runs:
    run["scope"].pop("file")
for name, run in zip(sys.argv[2:], runs[1:]):
    for key in runs[0]:
        assert run[key] == runs[0][key], (name, key)
PY

# Two stores of the same scans hold the same.
for n in 1 2; do
  (cd "$org" && "$PHISCOPE" scan --store "$work/store$n.db" > /dev/null) || [ $? -eq 3 ]
  python3 -c 'import sqlite3, sys; print("\n".join(sqlite3.connect(sys.argv[1]).iterdump()))' "$work/store$n.db" > "$work/store$n.sql"
done
cmp -s "$work/store1.sql" "$work/store2.sql" || problem "two stores of the same scan differ"

# fingerprints FILE: what fails, without what may move.
fingerprints() {
  python3 - "$1" <<'PY'
import json, sys
run = json.load(open(sys.argv[1]))
print("\n".join(sorted("%s %s %s" % (f["fingerprint"], f["check"], f["verdict"]) for f in run["findings"] if f["verdict"] == "fail")))
PY
}
kept() { # WHAT: the scan of $moved has the fingerprints of the first
  (cd "$moved" && "$PHISCOPE" scan --format json > "$work/now.json") || [ $? -eq 3 ]
  fingerprints "$work/first/scan.json" > "$work/fingerprints.before"
  fingerprints "$work/now.json" > "$work/fingerprints.now"
  diff "$work/fingerprints.before" "$work/fingerprints.now" > "$work/diff" || problem "$1: $(head -c 800 "$work/diff")"
}
[ "$(fingerprints "$work/first/scan.json" | wc -l)" -gt 8 ] || problem "there are too few findings to follow"
find "$moved" -name '*.tf' | while read -r file; do
  { printf '# line %s\n' 1 2 3 4 5 6 7 8 9 10; cat "$file"; } > "$work/longer"
  cat "$work/longer" > "$file"
done
kept "ten lines above"
python3 - "$work/first/scan.json" "$work/now.json" <<'PY' || problem "lines did not move"
import json, sys
lines = [{f["fingerprint"]: f["location"]["line"] for f in json.load(open(name))["findings"] if f["location"] and (f["location"]["file"] or "").endswith(".tf") and f["location"]["line"]} for name in sys.argv[1:]]
assert lines[0] and all(lines[1][key] == line + 10 for key, line in lines[0].items())
PY
printf 'resource "aws_kms_key" "unrelated_a" {\n  enable_key_rotation = true\n}\n' > "$moved/infra/unrelated.tf"
kept "something unrelated is added"
sed -i 's/unrelated_a/unrelated_b/' "$moved/infra/unrelated.tf"
kept "something unrelated is renamed"
mv "$moved/infra/unrelated.tf" "$moved/infra/aaa.tf"
kept "a file is renamed"

finish "the same input gave the same bytes"
