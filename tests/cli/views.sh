#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Views: what every report writes as JSON is what its schema says, for both examples and every audience; every field is described, and the page about
# templates has all of them; the templates ask for no field that no schema has; the page's worked example works.
. tests/cli/kit.bash
write() { "$PHISCOPE" report "$@" 2> "$work/err" > /dev/null || [ $? -eq 3 ] || problem "$*: $(head -c 300 "$work/err")"; }
reports='risk-analysis mapping plan vendors inventory breach-readiness nprm evidence'
for example in scribe clinic; do
  for audience in internal auditor customer public; do
    for name in $reports; do
      write $name examples/$example --audience $audience --counsel 'For counsel' --output "$work/$example-$audience-$name.json"
    done
  done
  PHISCOPE_CLOCK=2026-02-01T00:00:00Z exits 0 "an earlier run" "$PHISCOPE" scan examples/clinic --store "$work/$example.db"
  write risk-analysis examples/$example --quantify --store "$work/$example.db" --output "$work/$example-rich.json"
  write mapping examples/$example --frameworks csf2,iso27001,nist80053r5 --output "$work/$example-wide.json"
done
for folder in tests/fixtures/cli/practice tests/fixtures/cli/nothing; do
  for name in $reports; do
    write $name $folder --output "$work/$(basename $folder)-$name.json"
  done
done
scripts/template-fields --check || problem "the page about templates"
python3 - << 'PY' || problem "fields: see above"
import json, pathlib, re, sys
bad, keys = [], set()
def walk(node, path):
    if isinstance(node, dict):
        for name, child in node.get("properties", {}).items():
            keys.add(name)
            if not child.get("description"):
                bad.append(f"{path}/{name} has no description")
        if "properties" in node and node.get("additionalProperties") is not False:
            bad.append(f"{path} takes any field")
        for key, child in node.items():
            walk(child, f"{path}/{key}")
    elif isinstance(node, list):
        for i, child in enumerate(node):
            walk(child, f"{path}/{i}")
views = "risk-analysis mapping posture plan vendors inventory breach-readiness nprm evidence view-parts".split()
for name in views:
    walk(json.loads(pathlib.Path(f"reports/schemas/{name}-1.schema.json").read_text()), name)
for template in sorted(pathlib.Path("reports/templates").rglob("*.*")):
    if template.name.startswith(("breach.", "map.", "drafts.", "README")) or template.parent.name == "breach":
        continue
    for tag in re.findall(r"\{\{([^}]*)\}\}", template.read_text()):
        if tag[0] not in "!>":
            bad += [f"{template}: {name} is in no schema" for name in tag.lstrip("#^/&{").strip().split(".") if name and name not in keys]
print("\n".join(sorted(set(bad))), end="")
sys.exit(bool(bad))
PY
mkdir "$work/own"
python3 - "$work/own/risk-analysis.html" << 'PY'
import re, sys
open(sys.argv[1], "w").write(re.search(r"```html\n(.*?)```", open("reports/templates/README.md").read(), re.S).group(1))
PY
write risk-analysis examples/scribe --templates "$work/own" --output "$work/board.html"
grep -q '<h1>Patient data risk at Lantern Scribe</h1>' "$work/board.html" && grep -q '<li>0 Very high</li>' "$work/board.html" || problem "the worked example"
[ "$(grep -c '<li>' "$work/board.html")" -gt 10 ] || problem "the worked example lists nothing"
if ! command -v node > /dev/null || [ ! -d tests/schemas/node_modules/ajv ]; then
  [ -s "$problems" ] && exit 1
  echo "skipped: validation wants npm ci in tests/schemas; fields and templates were looked at"
  exit 77
fi
node tests/schemas/views.mjs reports/schemas "$work"/*.json || problem "views are not what their schemas say"
# A validator that accepts everything would be no test: one view spoiled in ways that a careless change has.
python3 - "$work" << 'PY'
import copy, json, sys
view = json.load(open(f"{sys.argv[1]}/scribe-internal-risk-analysis.json"))
def spoil(name, change):
    other = copy.deepcopy(view)
    change(other)
    json.dump(other, open(f"{sys.argv[1]}/{name}.spoiled", "w"))
spoil("top", lambda v: v.update(more=1))
spoil("deep", lambda v: v["risks"][0]["safeguards"][0].update(secret="x"))
spoil("gone", lambda v: v["systems"][0].pop("records"))
spoil("word", lambda v: v["open_findings"][0].update(verdict="maybe"))
spoil("kind", lambda v: v["numbers"].update(fail="3"))
spoil("audience", lambda v: v.update(audience="public"))
spoil("schema", lambda v: v.update(schema="phiscope.unheard-of/1"))
PY
for file in "$work"/*.spoiled; do
  node tests/schemas/views.mjs reports/schemas "$file" > "$work/said" && problem "$(basename "$file") is accepted"
done
finish "views are what their schemas say"
