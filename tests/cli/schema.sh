#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What scan and gate write is what reports/schemas/run-1.schema.json says, and the schema describes every property.
. "$(dirname "$0")/lib.inc"
python3 -c 'import jsonschema' 2> /dev/null || { echo "skipped: no python3-jsonschema"; exit 77; }
schema=$here/reports/schemas/run-1.schema.json

validate() {
  python3 - "$schema" "$scratch/out" << 'PY' || fail "$1 is not what the schema says"
import json, sys, jsonschema
schema, run = (json.load(open(path)) for path in sys.argv[1:])
jsonschema.Draft7Validator.check_schema(schema)
errors = [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in jsonschema.Draft7Validator(schema).iter_errors(run)]
if errors: print("\n".join(errors[:10]))
sys.exit(bool(errors))
PY
}

mkdir "$scratch/empty"
expect 0 "empty folder" scan "$scratch/empty" --format json
validate "an empty folder"
expect 0 "practice" scan "$practice" --format json --store "$scratch/store.db"
validate "a practice"
grep -q '^  "risks": \[\]' "$scratch/out" && fail "a practice without risks proves nothing"
for example in scribe clinic; do
  [ -d "$here/examples/$example" ] || continue
  "$phiscope" scan "$here/examples/$example" --format json > "$scratch/out" 2> /dev/null
  validate "the example $example"
done

python3 - "$schema" << 'PY' || fail "a property has no description"
import json, sys
bad = []
def walk(node, path):
    if isinstance(node, dict):
        for name, child in node.get("properties", {}).items():
            if not child.get("description"):
                bad.append(f"{path}/{name}")
        for key, child in node.items():
            walk(child, f"{path}/{key}")
    elif isinstance(node, list):
        for i, child in enumerate(node):
            walk(child, f"{path}/{i}")
walk(json.load(open(sys.argv[1])), "")
if bad: print("\n".join(bad))
sys.exit(bool(bad))
PY

# The validator itself sees a mistake.
python3 - "$scratch/out" << 'PY'
import json, sys
run = json.load(open(sys.argv[1]))
run["run"]["method"] = "guess"
json.dump(run, open(sys.argv[1], "w"))
PY
before=$failures
validate "a run with a made-up method" > /dev/null
[ "$failures" -gt "$before" ] && failures=$before || fail "the validation lets everything through"
done_testing
