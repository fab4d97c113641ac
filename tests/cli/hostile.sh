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
  case $code in 0 | 2 | 3) ;; *) fail "$*: exit $code: $(head -c 300 "$scratch/err")" ;; esac
}
# Bytes that no output may hold: escape, bell, delete, C1 as UTF-8, overrides and isolates.
raw=$'\x1b|\x07|\x7f|\xc2[\x80-\x9f]|\xe2\x80[\xaa-\xae]|\xe2\x81[\xa6-\xa9]'
inert() {
  grep -qaE "$raw" "$scratch/$2" && fail "$1: control bytes reached $2"
}

page_inert() { # scenario: the page or drawing in $scratch/out
  python3 - "$scratch/out" << 'PY' || fail "$1: markup came through"
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
Page().feed(open(sys.argv[1], encoding="utf-8").read())
PY
}
markdown_inert() { # scenario: the text in $scratch/out
  grep -nE '(^|[^\\])<script|(^|[^\\])\]\(javascript|(^|[^\\])!\[' "$scratch/out" | head -3 | grep -q . && fail "$1: markup came through"
  grep -qE '^# h' "$scratch/out" && fail "$1: a name made a heading"
}

run scan "$target"
says out "text" 'alert'
inert "text" out
inert "text" err
run map "$target"
inert "map" out
expect 64 "explain" explain 'sys:nothing<script>' "$target"
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
page_inert "HTML"
grep -qF "{{run.id}}" "$scratch/out" || fail "HTML: a tag in a name was taken for one of ours"

run report risk-analysis "$target" --format md
inert "Markdown" out
markdown_inert "Markdown"

# Tables of every document: no cell is a formula, and nothing that a terminal or a reader's eye would take for more.
formula_free() { # scenario: the CSV in $scratch/out
  python3 - "$scratch/out" << 'PY' || fail "$1: a cell is a formula"
import csv, sys
for row in csv.reader(open(sys.argv[1], newline="", encoding="utf-8")):
    for cell in row:
        assert not cell.lstrip(" ")[:1] in ("=", "+", "-", "@", "\t", "\r") or not cell, cell
PY
}
# A workbook or a document of a word processor in $scratch/out: no formula, no field, no link out, nothing embedded.
package_inert() {
  python3 - "$scratch/out" << 'PY' || fail "$1: a formula, a link, a control or an override came through"
import re, sys, zipfile
import xml.etree.ElementTree as tree
book = zipfile.ZipFile(sys.argv[1])
assert any("alert(1)" in book.read(name).decode("utf-8", "replace") or "=cmd()" in book.read(name).decode("utf-8", "replace")
           or "@SUM(1)" in book.read(name).decode("utf-8", "replace") for name in book.namelist()), "no hostile name is in it"
for name in book.namelist():
    assert re.search(r"\.(xml|rels)$", name), name
    text = book.read(name).decode("utf-8")
    tree.fromstring(text)
    assert not re.search(r"<f[ >]|<w:(instrText|fldSimple|object)\b", text), name
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", text), name
    assert "<script" not in text, name
    if name.endswith(".rels"):
        assert not re.search(r'TargetMode="External"|javascript:|x\.invalid', text), name
PY
}
documents="risk-analysis mapping plan vendors inventory breach-readiness nprm evidence"
for name in $documents; do
  run report $name "$target" --format csv
  inert "$name as CSV" out
  formula_free "$name as CSV"
  run report $name "$target" --format json
  inert "$name as JSON" out
  python3 -c 'import json,sys; json.load(open(sys.argv[1]))' "$scratch/out" || fail "$name: no JSON"
  run report $name "$target" --format xlsx
  package_inert "$name as XLSX"
done
for name in plan vendors inventory breach-readiness nprm evidence; do
  run report $name "$target"
  inert "$name" out
  page_inert "$name"
  run report $name "$target" --format md
  inert "$name as Markdown" out
  markdown_inert "$name"
done
run report evidence "$target" --format sha256
inert "digests" out
for pair in risk-analysis/oscal-ar risk-analysis/oscal-poam mapping/oscal-ar mapping/oscal-mapping; do
  run report "${pair%/*}" "$target" --format "${pair#*/}"
  inert "$pair" out
  python3 -c 'import json,sys; json.load(open(sys.argv[1]))' "$scratch/out" || fail "$pair: no JSON"
done
# The drawing alone: it loads and runs nothing.
run map "$target" --format svg
inert "SVG" out
page_inert "SVG"
if command -v pandoc > /dev/null; then
  for name in risk-analysis plan vendors inventory; do
    run report $name "$target" --format docx
    package_inert "$name as DOCX"
  done
else
  echo "skipped: there is no pandoc"
fi
if command -v chromium > /dev/null && command -v pdftotext > /dev/null; then
  run report vendors "$target" --output "$scratch/vendors.pdf"
  pdftotext "$scratch/vendors.pdf" "$scratch/out" && says out "PDF" 'alert\(1\)|=cmd\(\)'
  tr -d '\f' < "$scratch/out" > "$scratch/err" && inert "PDF" err
  grep -aqE '/(JavaScript|JS|Launch|EmbeddedFile)\b|x\.invalid|javascript:' "$scratch/vendors.pdf" && fail "PDF: something to run or to load came through"
else
  echo "skipped: there is no chromium or no pdftotext (poppler-utils)"
fi
for audience in auditor customer public; do
  run report risk-analysis "$target" --audience $audience
  inert "$audience" out
done

run map "$target" --format csv
inert "CSV" out
formula_free "CSV"
done_testing
