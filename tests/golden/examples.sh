#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Each planted fault of the examples is found, nothing else is, and the planted worst five lead the register.
set -euo pipefail
export PHISCOPE_CLOCK=2026-03-01T00:00:00Z
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
for example in scribe clinic; do
  code=0
  "$PHISCOPE" scan "examples/$example" --format json > "$work/$example.json" || code=$?
  [ "$code" -eq 0 ] || { echo "FAILED: the scan of $example ended with $code"; exit 1; }
done
python3 - "$work" <<'PY'
import json, sys
work, wrong = sys.argv[1], 0
for example in ("scribe", "clinic"):
    run = json.load(open(f"{work}/{example}.json"))
    rows = [l.rstrip("\n").split("\t") for l in open(f"examples/{example}/PLANTED.tsv") if not l.startswith("#")]
    place = lambda f: f"{f['location']['file']}:{f['location']['line']}"
    found = {(f["check"], f["resource"], place(f), f["suppressed"]) for f in run["findings"] if f["verdict"] == "fail"}
    planted = {(r[1], r[2], r[3], r[0] == "excepted") for r in rows if r[0] in ("fault", "excepted")}
    for name, what in (("planted but not found", planted - found), ("found but not planted", found - planted)):
        for item in sorted(what):
            print(f"{example}: {name}: {item}"); wrong += 1
    top = {(r[1], r[2]) for r in rows if r[0] == "top"}
    first = [(r["threat"], r["system"]) for r in run["risks"][:5]]
    if set(first) != top:
        print(f"{example}: the first five risks are {first}"); wrong += 1
    print(f"{example}: {len(planted)} planted, {len(found)} found, first five as planted: {set(first) == top}")
sys.exit(wrong > 0)
PY
