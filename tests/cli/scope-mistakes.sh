#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A scope with mistakes: each is said in one sentence with file and line, also what nothing that was read bears out.
. "$(dirname "$0")/lib.inc"
mkdir "$scratch/in"
printf 'resource "aws_s3_bucket" "x" {}\n' > "$scratch/in/main.tf"
scope() { printf '%b' "$1" > "$scratch/in/phiscope.yaml"; }

scope 'targets:\n\tinfrastructure: [.]\n'
expect 64 "a tab" scan "$scratch/in"
says err "a tab" 'phiscope\.yaml:2:1: this line is indented by a tab'
scope 'targetz: {infrastructure: [.]}\n'
expect 64 "targets misspelt" scan "$scratch/in"
says err "targets misspelt" 'names no target.*phiscope\.yaml:1:1: .*did you mean "targets"'
scope 'targets: {infrastructure: [.], repos: [.]}\n'
expect 64 "the beginning of a key" scan "$scratch/in"
says err "the beginning of a key" 'phiscope\.yaml:1:32: .*did you mean "repositories"'

scope 'targets: {infrastructure: [.]}\nexceptions: none.yaml\n'
expect 3 "exceptions that are not there" scan "$scratch/in"
says out "exceptions that are not there" 'exceptions none\.yaml: phiscope\.yaml:2:13: none\.yaml: cannot be read'
scope 'targets: {infrastructure: [{path: ., var_files: [absent.tfvars]}]}\n'
expect 3 "variables that are not there" scan "$scratch/in"
says out "variables that are not there" '^  file absent\.tfvars: there is no such variable file$'
scope 'targets: {infrastructure: [absent]}\n'
for command in "scan --format json" "map" "report plan"; do
  # shellcheck disable=SC2086
  expect 3 "$command of what is not there" $command "$scratch/in"
  says err "$command of what is not there" '^phiscope: not read: infrastructure absent: phiscope\.yaml:1:28: absent: there is no such folder$'
done

scope 'targets: {infrastructure: [.]}\nphi:\n  systems: [{name: DB, match: [aws_s3_bucket.x, aws_s3_bucket.y]}]\n  flows: [{from: DB, to: "vendor:V"}, {from: dbx, to: V}]\n'
expect 0 "names that nothing has" scan "$scratch/in"
says out "names that nothing has" 'phiscope\.yaml:3:13: nothing that was read matches aws_s3_bucket\.y of the system DB'
says out "names that nothing has" 'phiscope\.yaml:4:39: the flow begins at dbx, which is neither'
grep -qE 'aws_s3_bucket\.x of the system|begins at DB' "$scratch/out" && fail "what is there is said to be missing"
scope 'targets: {infrastructure: [.]}\nphi:\n  systems: [{name: DB, match: [aws_s3_bucket.x]}]\n  flows: [{from: DB, to: somewhere}]\n'
expect 0 "an end that nothing has" scan "$scratch/in"
says out "an end that nothing has" 'the flow ends at somewhere, which is neither'

printf 'x' > "$scratch/list.sh"
expect 64 "statements in no known format" attest --import "$scratch/list.sh" "$scratch/statements.yaml"
says err "statements in no known format" '^phiscope: [^:]*list\.sh: inventories are read from'
[ ! -e "$scratch/statements.yaml" ] || fail "nothing was imported, and a file is there"
done_testing
