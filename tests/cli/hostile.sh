#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Names from a hostile repository are inert in every output: markup, templates, formulas, table cells, links, terminal escapes,
# overrides of reading direction.
. "$(dirname "$0")/lib.inc"

target=$scratch/target
mkdir "$target"
python3 - "$target" << 'PY'
import json, sys
rlo, esc = "\u202e", "\u001b"
evil = f"<script>alert(1)</script>{{{{run.id}}}}\"' onload=x| a |\n# h\n[l](javascript:1) ![i](http://x.invalid/i.png) {esc}[31m{esc}]0;t\u0007 {rlo}txt.exe `c` \u009b2J"
quoted = json.dumps(evil)
open(sys.argv[1] + "/phiscope.yaml", "w").write(f"""
organization: {{name: {quoted}, security_official: {quoted}, states: [CA]}}
targets:
  resources: [r.json]
  vendors: [v.json]
  assets: [a.json]
phi:
  systems:
    - {{name: {quoted}, match: ["aws_db_instance.*"], categories: [{quoted}], records: 5}}
  flows:
    - {{from: {quoted}, to: "vendor:=cmd()", purpose: {quoted}}}
""")
json.dump({"schema": "phiscope.resources/1", "resources": [
    {"type": "aws_db_instance", "address": f"aws_db_instance.{evil}",
     "attributes": {"publicly_accessible": True, "storage_encrypted": False, "identifier": evil, "tags": {evil: evil}}},
    {"type": f"{evil}", "address": f"x.{evil}", "attributes": {}}]}, open(sys.argv[1] + "/r.json", "w"))
json.dump([{"name": "=cmd()", "services": [evil], "handles_phi": True, "owner": evil}], open(sys.argv[1] + "/v.json", "w"))
json.dump([{"id": "+1", "name": "@SUM(1)", "kind": "laptop", "owner": evil, "holds_phi": True, "location": evil}],
          open(sys.argv[1] + "/a.json", "w"))
PY

run() {
  "$phiscope" "$@" > "$scratch/out" 2> "$scratch/err" < /dev/null
  local code=$?
  case $code in 0 | 2 | 3 | 64) ;; *) fail "$*: exit $code: $(head -c 300 "$scratch/err")" ;; esac
}
# Bytes that no output may hold: escape, bell, delete, C1 as UTF-8, overrides and isolates.
raw=$'\x1b|\x07|\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]'
inert() {
  grep -qaE "$raw" "$scratch/$2" && fail "$1: control bytes reached $2"
}

run scan "$target"
says out "text" 'alert'
inert "text" out
inert "text" err
run map "$target"
inert "map" out
run explain 'sys:nothing<script>' "$target"
inert "explain" err

for format in json; do
  run scan "$target" --format $format
  inert "$format" out
  python3 -c 'import json,sys; json.load(open(sys.argv[1]))' "$scratch/out" || fail "scan: no JSON"
  run map "$target" --format $format
  python3 -c 'import json,sys; json.load(open(sys.argv[1]))' "$scratch/out" || fail "map: no JSON"
done

run report risk-analysis "$target" --format json
inert "report as JSON" out
python3 -c 'import json,sys; json.load(open(sys.argv[1]))' "$scratch/out" || fail "report: no JSON"

run report risk-analysis "$target"
inert "HTML" out
says out "HTML" 'alert\(1\)'
python3 - "$scratch/out" << 'PY' || fail "HTML: markup came through"
import sys
from html.parser import HTMLParser
allowed = set("""a b body br caption code dd details div dl dt em figcaption figure footer h1 h2 h3 head header html li main meta nav ol p section span
strong style summary table tbody td th thead title tr ul""".split())
# The drawing of the map: shapes and text, nothing that loads or runs.
allowed |= set("svg g path rect text tspan desc line circle polyline polygon defs marker".split())
class Page(HTMLParser):
    def handle_starttag(self, tag, attributes):
        assert tag in allowed, tag
        for name, value in attributes:
            assert not name.startswith("on"), (tag, name)
            if name == "href":
                assert value.startswith("#"), value
            if name in ("src", "srcset", "action", "style"):
                raise AssertionError((tag, name))
page = open(sys.argv[1], encoding="utf-8").read()
Page().feed(page)
assert "{{run.id}}" in page, "a tag in a name was taken for one of ours"
PY

run report risk-analysis "$target" --format md
inert "Markdown" out
grep -qE '<script|javascript:1\)|!\[i\]\(' "$scratch/out" && grep -nE '(^|[^\\])<script|(^|[^\\])\]\(javascript|(^|[^\\])!\[' "$scratch/out" | head -3 | grep -q . &&
  fail "Markdown: markup came through"
grep -qE '^# h' "$scratch/out" && fail "Markdown: a name made a heading"

# Workbooks and the register as CSV: no cell is a formula, and nothing that a terminal or a reader's eye would take for more.
for report in risk-analysis mapping; do
  run report $report "$target" --format csv
  inert "$report as CSV" out
  run report $report "$target" --format xlsx
  python3 - "$scratch/out" << 'PY' || fail "$report as XLSX: a formula, a control or an override came through"
import re, sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
for name in book.namelist():
    text = book.read(name).decode("utf-8")
    assert not re.search(r"<f[ >]", text), name
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text), name
    assert "<hyperlink" not in text and "<script" not in text, name
PY
done
for name in plan vendors inventory breach-readiness nprm evidence; do
  run report $name "$target"
  inert "$name" out
  run report $name "$target" --format md
  inert "$name as Markdown" out
  run report $name "$target" --format csv
  inert "$name as CSV" out
done
for audience in auditor customer public; do
  run report risk-analysis "$target" --audience $audience
  inert "$audience" out
done

run map "$target" --format csv
inert "CSV" out
python3 - "$scratch/out" << 'PY' || fail "CSV: a cell is a formula"
import csv, sys
for row in csv.reader(open(sys.argv[1], newline="", encoding="utf-8")):
    for cell in row:
        assert not cell.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r") or not cell, cell
PY
done_testing
