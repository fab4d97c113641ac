#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# phiscope map on both examples in every format: the same flows everywhere, the same bytes twice, formats by file ending.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*"; exit 1; }

for example in scribe clinic; do
  scope=examples/$example/phiscope.yaml
  for format in text html svg mermaid dot json csv; do
    "$PHISCOPE" map --scope "$scope" --format $format > "$work/$format" 2> "$work/err" || fail "$example $format: exit $? $(cat "$work/err")"
    "$PHISCOPE" map --scope "$scope" --format $format > "$work/again"
    cmp -s "$work/$format" "$work/again" || fail "$example: $format differs the second time"
  done
  for ending in html:html svg:svg mmd:mermaid dot:dot json:json csv:csv txt:text; do
    "$PHISCOPE" map --scope "$scope" -o "$work/out.${ending%%:*}"
    cmp -s "$work/out.${ending%%:*}" "$work/${ending##*:}" || fail "$example: .${ending%%:*} is not ${ending##*:}"
  done
  python3 - "$work" <<'PY'
import csv, json, re, sys
import xml.etree.ElementTree as tree
work = sys.argv[1]
data = json.load(open(f"{work}/json"))
assert data["schema"] == "phiscope.map/1" and data["map"]["systems"] and data["map"]["flows"]
flows = {f["id"] for f in data["map"]["flows"]}
assert flows <= {e["id"] for e in data["edges"]}, "a flow is no edge"
assert {s["id"] for s in data["map"]["systems"]} <= {n["id"] for n in data["nodes"]}, "a system is no node"
for flow in data["map"]["flows"]:
    state = "declared and seen" if flow["declared"] and flow["seen"] else "declared but not seen" if flow["declared"] else "seen but not declared"
    assert [e["state"] for e in data["edges"] if e["id"] == flow["id"]] == [state], flow
svg = tree.parse(f"{work}/svg").getroot()
of = lambda kind: [g for g in svg.iter("{http://www.w3.org/2000/svg}g") if kind in g.get("class", "").split() and g.get("id")]
assert len(of("m-edge")) == len(data["edges"]) and len(of("m-node")) == len(data["nodes"])
assert svg.get("role") == "img" and all(svg.find(f".//*[@id='{i}']") is not None for i in svg.get("aria-labelledby").split())
said = " ".join(svg.itertext())
assert all(n["name"] in said for n in data["nodes"]), "a name is missing from the drawing"
rows = list(csv.DictReader(open(f"{work}/csv", newline="")))
assert len(rows) == len(data["nodes"]) + len(data["edges"])
assert len(re.findall(r"^  n\d+ (?:==>|-\.->|-->|---|--x)", open(f"{work}/mermaid").read(), re.M)) == len(data["edges"])
assert len(re.findall(r"^  n\d+ -> n\d+ ", open(f"{work}/dot").read(), re.M)) == len(data["edges"])
html = open(f"{work}/html").read()
assert all(f'<tr id="{e["id"]}"' in html for e in data["edges"]), "an edge is missing from the tables"
assert not re.search(r"(src|href)=\"(?!#)", html), "the page asks for something from elsewhere"
PY
done
"$PHISCOPE" map examples/clinic --format poem > "$work/out" 2> "$work/err" && fail "a poem was written"
grep -q "format is" "$work/err" || fail "no word about formats: $(cat "$work/err")"
echo "the map says the same in every format"
if command -v dot > /dev/null; then
  dot -Tcanon "$work/dot" > /dev/null || fail "Graphviz does not read the DOT text"
fi
