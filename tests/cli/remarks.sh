#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A comment in code hides a finding from the gate, never from the report; one that a change brings along takes effect after merge.
. "$(dirname "$0")/lib.inc"
open_repository
git -C "$repository" init -q -b main
printf 'gate: {fail_on: low}\ntargets: {infrastructure: [.]}\n' > "$repository/phiscope.yaml"
printf 'resource "aws_kms_key" "k" {\n  deletion_window_in_days = 30\n  enable_key_rotation = true\n}\n' > "$repository/main.tf"
commit start
git -C "$repository" checkout -q -b change

printf 'resource "aws_sqs_queue" "q" {\n  sqs_managed_sse_enabled = false\n}\n' >> "$repository/main.tf"
expect 2 "a queue in the clear" gate --base main "$repository"
says out "a queue in the clear" 'aws\.sqs\.encryption-at-rest'
sed -i 's/^  sqs_managed/  # phiscope:ignore aws.sqs.encryption-at-rest reason="ids only" until=2026-12-31\n&/' "$repository/main.tf"
expect 2 "a comment that came with it does not count" gate --base main "$repository"
says out "a comment that came with it does not count" 'aws\.sqs\.encryption-at-rest'
says out "a comment that came with it does not count" 'policy-change'
commit queue
git -C "$repository" checkout -q main
git -C "$repository" merge -q change
git -C "$repository" checkout -q -b next
expect 0 "after merge it does" gate --base main --format json "$repository"
python3 - "$scratch/out" << 'PY' || fail "after merge it does: the finding is not there, or not marked"
import json, sys
found = [f for f in json.load(open(sys.argv[1]))["findings"] if f["check"] == "aws.sqs.encryption-at-rest"]
assert [(f["verdict"], f["suppressed"]) for f in found] == [("fail", True)], found
PY
done_testing
