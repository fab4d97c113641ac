#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The gate fails on what a change brings in, and a change cannot excuse itself.
. "$(dirname "$0")/lib.inc"
open_repository
cp "$practice"/* "$repository"
git -C "$repository" init -q -b main
commit start
git -C "$repository" checkout -q -b change

expect 0 "nothing changed" gate --base main "$repository"
says out "nothing changed" '^No new finding'

sed -i 's/"block_public_acls": true/"block_public_acls": false/' "$repository/cloud.json"
expect 2 "a new failure in the working tree" gate --base main "$repository"
says out "a new failure in the working tree" 'aws\.s3\.public-access-block'
says out "a new failure in the working tree" '1 new finding'
commit worse
expect 2 "a new failure that is committed" gate --base main "$repository"
expect 0 "below the threshold" gate --base main --fail-on critical "$repository"
(cd "$repository" && expect 2 "from within" gate --base main)

printf -- '- {check: aws.s3.public-access-block, resource: aws_s3_bucket.scans, reason: hush, approver: me, expires: 2027-01-01}\n' \
  >> "$repository/exceptions.yaml"
expect 2 "an exception of its own does not count" gate --base main "$repository"
says out "an exception of its own does not count" 'policy-change'
says out "an exception of its own does not count" 'aws\.s3\.public-access-block'
git -C "$repository" checkout -q exceptions.yaml

printf 'targets: {assets: [assets.csv]}\n' > "$repository/phiscope.yaml"
expect 2 "a narrower scope does not count" gate --base main "$repository"
says out "a narrower scope does not count" 'aws\.s3\.public-access-block'
git -C "$repository" checkout -q phiscope.yaml

expect 2 "as JSON" gate --base main --format json "$repository"
python3 - "$scratch/out" << 'PY' || fail "as JSON: new findings are not marked"
import json, sys
new = [f["check"] for f in json.load(open(sys.argv[1]))["findings"] if f["new"]]
assert new == ["aws.s3.public-access-block"], new
PY
git -C "$repository" checkout -q main
printf 'gate: {new_only: false}\n' >> "$repository/phiscope.yaml"
commit strict
expect 2 "a scope that asks for all findings" gate --base main "$repository"
says out "a scope that asks for all findings" 'findings, new or not,'
printf 'gate: {fail_on: critical, unknown: fail}\n' > "$scratch/gate"
sed -i '/^gate:/d' "$repository/phiscope.yaml" && cat "$scratch/gate" >> "$repository/phiscope.yaml"
commit unknowns
expect 2 "a scope that fails on unknowns" gate --base main "$repository"
sed -i 's/unknown: fail/unknown: new/' "$repository/phiscope.yaml"
commit "new unknowns"
expect 0 "a scope that fails on new unknowns" gate --base main "$repository"

expect 64 "no such base" gate --base nowhere "$repository"
expect 64 "no repository" gate --base main "$scratch"
leftover=$(ls "$TMPDIR")
[ -z "$leftover" ] || fail "left behind: $leftover"
done_testing
