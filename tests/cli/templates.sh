#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A template that asks for a name that no view has prints nothing and says nothing: every name in the templates is a key of a view.
. "$(dirname "$0")/lib.inc"

PHISCOPE_CLOCK=2026-02-01T00:00:00Z expect 0 "an earlier run, of something else" scan "$here/examples/clinic" --store "$scratch/store.db"
expect 0 "practice" report risk-analysis "$practice" --store "$scratch/store.db" -o "$scratch/practice.json"
for name in plan vendors inventory breach-readiness nprm evidence; do
  expect 0 "$name" report "$name" "$practice" -o "$scratch/$name.json"
done
expect 0 "nothing" report risk-analysis "$here/tests/fixtures/cli/nothing" -o "$scratch/nothing.json"
for example in scribe clinic; do
  [ ! -d "$here/examples/$example" ] ||
    "$phiscope" report risk-analysis "$here/examples/$example" --quantify --counsel 'For counsel' -o "$scratch/$example.json" 2> /dev/null
  [ ! -d "$here/examples/$example" ] || "$phiscope" report vendors "$here/examples/$example" -o "$scratch/$example-vendors.json" 2> /dev/null
done
mkdir "$scratch/endpoint"
echo '{"schema": "phiscope.resources/1", "resources": [{"type": "tls_endpoint", "address": "endpoint:a.example:443", "attributes": {"tls": true}}]}' \
  > "$scratch/endpoint/endpoint.json.in"
printf 'targets:\n  resources: [endpoint.json.in]\n' > "$scratch/endpoint/phiscope.yaml"
expect 0 "an endpoint" report risk-analysis "$scratch/endpoint" -o "$scratch/endpoint.json"
python3 - "$here/reports/templates" "$scratch"/*.json << 'PY' || fail "a template asks for what no view has"
import json, pathlib, re, sys
keys = set()
def collect(node):
    if isinstance(node, dict):
        for key, child in node.items():
            keys.add(key)
            collect(child)
    elif isinstance(node, list):
        for child in node:
            collect(child)
for path in sys.argv[2:]:
    collect(json.load(open(path)))
keys |= set(re.findall(r'"([a-z][a-z0-9_]*)"', (pathlib.Path(sys.argv[1]).parent / "breach.c").read_text()))
# The views of the map and of the mapping report are not written out as they are: the names that their builders put into them.
source = pathlib.Path(sys.argv[1]).parent
for folder in ("map", "mapping"):
    for path in (source / folder).glob("*.c"):
        keys |= set(re.findall(r'"([a-z][a-z0-9_]*)"', path.read_text()))
keys |= set(re.findall(r'"([a-z][a-z0-9_]*)"', (source / "posture.c").read_text()))
keys |= set(re.findall(r'"([a-z][a-z0-9_]*)"', (source / "risk_analysis" / "charts.c").read_text()))
# Only there once people have approved, decided or numbered something that no fixture has.
later = {"approved_by", "treatment", "due", "first_committed", "age_days"}
# The drawing is left out of the view's JSON.
later |= {"map_svg"}
unknown = []
for template in sorted(pathlib.Path(sys.argv[1]).rglob("*.*")):
    if template.name == "README.md":
        continue
    for tag in re.findall(r"\{\{([^}]*)\}\}", template.read_text()):
        if tag[0] in "!>":
            continue
        for name in tag.lstrip("#^/&{").strip().split("."):
            if name and name not in keys | later:
                unknown.append(f"{template.name}: {name}")
if unknown:
    print("\n".join(sorted(set(unknown))))
sys.exit(bool(unknown))
PY
done_testing
