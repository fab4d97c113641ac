#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# An incident from facts and from a scan: clocks in their order, four formats, hostile names, sentences for mistakes.
. "$(dirname "$0")/lib.inc"

cat > "$scratch/incident.yaml" << 'Y'
title: "<script>alert(1)</script> \u001b[31mred"
role: agent
discovered: 2026-03-01T14:30:00Z
individuals: {CA: 620, TX: unknown}
data: [name, "=cmd()"]
parties: [{name: Harbor Mutual, kind: insurer, hours: 72}]
Y
export PHISCOPE_CLOCK=2026-03-02T00:00:00Z
for format in text html md json; do
  expect 0 "$format" breach --facts "$scratch/incident.yaml" --format "$format"
  cp "$scratch/out" "$scratch/breach.$format"
  grep -q $'\x1b' "$scratch/out" && fail "$format: a terminal escape came through"
  grep -q "2026-04-30" "$scratch/out" || fail "$format: the sixty days are missing"
done
grep -q "<script" "$scratch/breach.html" && fail "html: a script came through"
grep -qi "hipaa compliant\|certified" "$scratch"/breach.* && fail "a claim that nobody may make"
python3 - "$scratch/breach.json" << 'P' || fail "json"
import json, sys
view = json.load(open(sys.argv[1]))
assert view["schema"] == "phiscope.breach/1"
dated = [c["due"] for c in view["running"] if c.get("due") not in (None, "at once")]
assert dated == sorted(dated) and len(dated) > 3, dated
assert view["running"][0]["due"] == "at once"
assert len(view["factors"]) == 4 and not any("answer" in f for f in view["factors"])
P
expect 0 "with the agreements of a scope" breach --facts "$scratch/incident.yaml" "$here/examples/scribe"
grep -q "Bright Harbor Telehealth" "$scratch/out" || fail "the contract clock of a customer is missing"
expect 0 "example" breach --example -o "$scratch/example.yaml"
expect 0 "the example can be read" breach --facts "$scratch/example.yaml"
expect 64 "neither facts nor candidate" breach
printf 'discovered: soon\n' > "$scratch/bad.yaml"
expect 64 "a date that is none" breach --facts "$scratch/bad.yaml"
grep -q "bad.yaml:1" "$scratch/err" || fail "no line: $(cat "$scratch/err")"
expect 64 "a candidate that nobody opened" breach --candidate incident-000000000000 "$here/examples/clinic"

done_testing
