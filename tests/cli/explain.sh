#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# checks and explain: the catalogue and the run tell one story.
. "$(dirname "$0")/lib.inc"

expect 0 checks checks
says out checks '^high +aws\.'
total=$(tail -1 "$scratch/out" | cut -d' ' -f1)
expect 0 "checks as JSON" checks --format json
listed=$(python3 -c 'import json,sys; print(len(json.load(open(sys.argv[1]))["checks"]))' "$scratch/out")
[ "$total" = "$listed" ] || fail "text lists $total checks, JSON $listed"
expect 0 "filter by word" checks encryption
says out "filter by word" ' of '"$total"' checks'
[ "$(wc -l < "$scratch/out")" -lt "$total" ] || fail "filter by word let everything through"
expect 0 "filter by word, as JSON" checks encryption --format json
python3 - "$scratch/out" << 'PY' || fail "filter by word let something else through"
import json, sys
for check in json.load(open(sys.argv[1]))["checks"]:
    assert any("encryption" in (check[key] or "").lower() for key in ("id", "name", "category", "safeguard")), check
PY
expect 0 "filter by severity" checks --severity critical
grep -qE '^(high|medium|low)' "$scratch/out" && fail "filter by severity let less through"

expect 0 "every check" checks --format json
for id in $(python3 -c 'import json,sys; print(*[c["id"] for c in json.load(open(sys.argv[1]))["checks"]][::9])' "$scratch/out"); do
  expect 0 "explain $id" explain "$id"
  says out "explain $id" '^why '
done
expect 0 "safeguard" explain backup
says out "safeguard" '164\.308\(a\)\(7\)\(ii\)\(A\)'
expect 0 "control" explain 'hipaa:164.312(a)(2)(iv)'
says out "control" 'not optional'
expect 0 "control without framework" explain '164.312(b)'
expect 0 "proposal" explain "nprm2025:164.306(c)"
says out "proposal" 'not in force'
expect 0 "finding of the gate" explain policy-change
expect 0 "threat" explain exposed-database-attack

expect 0 run scan "$practice" --format json
python3 - "$scratch/out" > "$scratch/ids" << 'PY'
import json, sys
run = json.load(open(sys.argv[1]))
print(run["risks"][0]["id"], run["findings"][0]["id"], run["map"]["systems"][0]["id"], run["map"]["flows"][0]["id"])
PY
read -r risk finding system flow < "$scratch/ids"
expect 0 "risk" explain "$risk" "$practice"
says out "risk" '^How the level was made'
expect 0 "finding" explain "$finding" "$practice"
says out "finding" '^fingerprint'
expect 0 "system" explain "$system" "$practice"
expect 0 "flow" explain "$flow" "$practice"
expect 64 "risk that is not there" explain R-00000000 "$practice"
done_testing
