#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The five exit codes and which of them wins.
. tests/cli/kit.bash

clean=$work/clean faulty=$work/faulty
mkdir "$clean" "$faulty" "$work/empty"
printf 'resource "aws_kms_key" "k" {\n  enable_key_rotation = true\n}\n' > "$clean/main.tf"
printf 'resource "aws_ebs_volume" "v" {\n  encrypted = false\n}\n' > "$faulty/main.tf"

exits 0 "a clean folder" "$PHISCOPE" scan "$clean" --fail-on info
exits 0 "an empty folder" "$PHISCOPE" scan "$work/empty" --fail-on info
exits 0 "findings without a threshold" "$PHISCOPE" scan "$faulty"
exits 2 "a finding at the threshold" "$PHISCOPE" scan "$faulty" --fail-on low
exits 0 "a finding below the threshold" "$PHISCOPE" scan "$faulty" --fail-on critical
exits 0 "a report" "$PHISCOPE" report risk-analysis "$faulty" -o "$work/report.html"

# Something that was asked for and not read: 3; but a finding is worth more than a gap.
for folder in "$clean" "$faulty"; do
  printf 'targets:\n  infrastructure: [.]\n  vendors: [absent.csv]\n' > "$folder/phiscope.yaml"
done
exits 3 "a list that is not there" "$PHISCOPE" scan "$clean" --fail-on info
exits 3 "a report with a gap" "$PHISCOPE" report risk-analysis "$clean" -o "$work/report.html"
exits 2 "a finding and a gap" "$PHISCOPE" scan "$faulty" --fail-on low
exits 3 "a finding below the threshold and a gap" "$PHISCOPE" scan "$faulty" --fail-on critical
rm "$clean/phiscope.yaml" "$faulty/phiscope.yaml"
# An unknown is no gap: what could not be resolved is counted, and the gate decides.
printf 'variable "x" {}\nvariable "k" {}\nresource "aws_ebs_volume" "v" {\n  encrypted  = var.x\n  kms_key_id = var.k\n}\n' > "$clean/unknown.tf"
exits 0 "an unknown" "$PHISCOPE" scan "$clean" --fail-on info

# 64: the command line or the scope is wrong. One sentence, nothing on standard output.
usage() { # WHAT ARGUMENTS...
  local what=$1
  shift
  if exits 64 "$what" "$PHISCOPE" "$@"; then
    says '^phiscope: .{10}' "$what"
    [ ! -s "$work/out" ] || problem "$what: something on standard output"
  fi
}
usage "an unknown command" scna
usage "an unknown option" scan --formt json
usage "an option without its value" scan --format
usage "a value that is none of the words" scan --format yaml
usage "a severity that there is none of" scan --fail-on severe
usage "one argument too many" scan "$clean" "$faulty"
usage "a folder that is not there" scan "$work/absent"
usage "a scope that is not there" scan --scope "$work/absent.yaml"
usage "a report that there is none of" report risk
usage "a report without a name" report
usage "an explanation of nothing" explain
usage "a word that nothing is called" explain no-such-thing
usage "a folder of checks that is not there" scan "$clean" --checks "$work/absent"
usage "a gate without a base" gate "$clean"
code=0
"$PHISCOPE" > "$work/out" 2>&1 || code=$?
[ "$code" -eq 64 ] || problem "no command: exit $code"

# 1: phiscope itself could not do its work.
exits 1 "a result that cannot be written" "$PHISCOPE" scan "$clean" -o "$work/absent/result.json" && says 'absent/result\.json' "a result that cannot be written"
exits 1 "a store that cannot be opened" "$PHISCOPE" scan "$clean" --store "$work/absent/store.db" && says 'absent/store\.db' "a store that cannot be opened"
# A page of the store is damaged: never "no run", which would be wrong.
exits 0 "a store is written" "$PHISCOPE" scan "$clean" --store "$work/damaged.db" -o "$work/run.txt"
head -c 4096 /dev/zero | tr '\0' '\377' | dd of="$work/damaged.db" bs=4096 seek=1 conv=notrunc status=none
for command in runs diff; do
  exits 1 "$command of a damaged store" "$PHISCOPE" "$command" --store "$work/damaged.db" && says 'malformed' "$command of a damaged store"
done
echo "not a database, but long enough to be looked at as one" > "$work/text.db"
exits 1 "a store that is none" "$PHISCOPE" scan "$clean" --store "$work/text.db" && says 'text\.db' "a store that is none"
if [ -w /dev/full ]; then
  code=0
  "$PHISCOPE" scan "$clean" > /dev/full 2> "$work/err" || code=$?
  [ "$code" -eq 1 ] || problem "a full disk: exit $code"
  says 'No space left' "a full disk"
fi

exits 0 "the version" "$PHISCOPE" --version
exits 0 "the help" "$PHISCOPE" --help
for command in scan gate report map checks explain runs; do
  exits 0 "the help of $command" "$PHISCOPE" $command --help
done
finish "every exit code means what the help says"
