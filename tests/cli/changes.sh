#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Two runs side by side and the approval of one: what is new, closed, gone, unknown; what comes of another method; draft until approved.
. "$(dirname "$0")/lib.inc"

tree=$scratch/tree store=$scratch/store.db
mkdir "$tree"
bucket() { # name key
  printf 'resource "aws_db_instance" "%s" {\n  engine = "postgres"\n  storage_encrypted = %s\n}\n' "$1" "$2"
}
scan() { PHISCOPE_CLOCK=$1 "$phiscope" scan "$tree" --store "$store" "${@:2}" > "$scratch/out" 2> "$scratch/err"; }

expect 64 "no store" diff --store "$store"
{ bucket kept false; bucket fixed false; bucket dropped false; bucket asked false; } > "$tree/main.tf"
scan 2026-01-01T00:00:00Z
expect 64 "one run only" diff --store "$store"
says err "one run only" 'one run only'
{ bucket kept false; bucket fixed true; bucket asked 'var.which'; bucket added false; echo 'variable "which" {}'; } > "$tree/main.tf"
scan 2026-02-01T00:00:00Z
expect 0 "two runs" diff --store "$store" --format json
python3 - "$scratch/out" << 'P' || fail "the kinds of change"
import json, sys
d = json.load(open(sys.argv[1]))
kinds = {(f["what"], f["about"].split(".")[-1]): f["change"] for f in d["findings"] if f["what"] == "aws.rds.encryption-at-rest"}
want = {"fixed": "closed", "dropped": "gone", "asked": "unknown now", "added": "new"}
got = {about: kind for (_, about), kind in kinds.items()}
assert got == want, got
assert not any(f["method"] for f in d["findings"]) and not d["rules_differ"]
P
bucket dropped false >> "$tree/main.tf"
scan 2026-03-01T00:00:00Z
expect 0 "it came back" diff --store "$store"
says out "it came back" 'reopened .*aws_db_instance.dropped'
mkdir "$scratch/more"
cat > "$scratch/more/own.yaml" << 'Y'
metadata: {id: own.named, name: Databases have a name, category: GENERAL_SECURITY, severity: LOW}
definition: {cond_type: attribute, resource_types: [aws_db_instance], attribute: db_name, operator: exists}
Y
scan 2026-04-01T00:00:00Z --checks "$scratch/more"
expect 0 "another rule set" diff --store "$store" --format json
python3 - "$scratch/out" << 'P' || fail "what comes of another rule set is told apart"
import json, sys
d = json.load(open(sys.argv[1]))
assert d["rules_differ"]
new = [f for f in d["findings"] if f["what"] == "own.named"]
assert new and all(f["method"] for f in new), new
assert all(f["method"] for f in d["findings"]), d["findings"]
P
expect 64 "a run that is not kept" diff --store "$store" run-ffffffffffff
expect 0 "markdown" diff --store "$store" --format md

expect 64 "approve without a name" approve --store "$store"
report() { PHISCOPE_CLOCK=2026-05-01T00:00:00Z "$phiscope" report risk-analysis "$tree" --store "$store" "$@" > "$scratch/report" 2> /dev/null; }
report --format md
grep -q "Draft: nobody has approved" "$scratch/report" || fail "it is a draft before"
expect 0 "approve" approve --store "$store" --name "A. Officer" --role "security official"
report --format md
grep -q "Approved by A. Officer, security official, 2026-03-01" "$scratch/report" || fail "approved: $(head -3 "$scratch/report")"
bucket another false >> "$tree/main.tf"
report --format md
grep -q "Draft: nobody has approved" "$scratch/report" || fail "another content is a draft again"
report -o "$scratch/report.html"
grep -q "16. Change since last year" "$scratch/report.html" && grep -q "aws_db_instance.another" "$scratch/report.html" || fail "section 16"
done_testing
