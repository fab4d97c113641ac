#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A person answers, stops in every way there is, and starts again: nothing said is lost, and the file is whole at every moment.
. "$(dirname "$0")/lib.inc"

file=$scratch/statements.yaml
attest() { "$phiscope" attest "$file" --family physical "$@" > "$scratch/out" 2> "$scratch/err"; }
whole() { python3 - "$file" "$@" << 'P' || fail "$1"
import re, sys
text = open(sys.argv[1]).read()
entries = re.findall(r"^  - safeguard: (\S+)\n((?:    .*\n)*)", text, re.M)
assert len(entries) == int(sys.argv[3]), (sys.argv[2], entries)
for want in sys.argv[4:]:
    assert want in text, (sys.argv[2], want, text)
P
}

printf 'y\nKeys are signed for\nbinder 1, page 3\nA. Officer\nsecurity official\n\nq\n' | attest || fail "the first answer: $(cat "$scratch/err")"
whole "one statement" 1 'answer: "yes"' 'evidence: ["binder 1","page 3"]' 'by: "A. Officer"' 'review_by: "2027-03-01"'
printf 'q\n' | attest
grep -q "1 of 12" "$scratch/err" || fail "what was answered is not asked again: $(head -3 "$scratch/err")"

printf '# a remark of ours\n' >> "$file"
printf 'y\nHalf a sent' | attest || fail "the input ends in the middle"
whole "what was typed before the end of the input" 2 'statement: "Half a sent"' '# a remark of ours'

mkfifo "$scratch/pipe"
env --default-signal=INT "$phiscope" attest "$file" --family physical < "$scratch/pipe" > /dev/null 2> "$scratch/err" &
pid=$!
exec 9> "$scratch/pipe"
printf 's\np\n' >&9
for _ in $(seq 100); do grep -q 'answer: "partly"' "$file" && break; sleep 0.05; done
kill -INT "$pid"
wait "$pid" 2> /dev/null
exec 9>&-
whole "an answer just given, then Ctrl-C" 3 'answer: "partly"'

"$phiscope" attest "$scratch/gone/statements.yaml" < <(printf 'y\n\nq\n') > "$scratch/out" 2> "$scratch/err"
[ $? -eq 1 ] || fail "a file that cannot be written"
grep -q "Your answer is not lost" "$scratch/err" || fail "it is said: $(tail -3 "$scratch/err")"

expect 0 "export" attest "$file" --export -o "$scratch/table.csv"
sed -i 's/^facility-security-plan,\(.*\),,,,,,,,/&/' "$scratch/table.csv"
python3 - "$scratch/table.csv" << 'P'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1])))
row = next(r for r in rows if r["safeguard"] == "facility-security-plan")
row.update(answer="yes", statement="=1+1", evidence="key register", by="B. Manager", date="2026-02-20", review_by="2027-02-20")
with open(sys.argv[1], "w", newline="") as out:
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    writer.writerows([row])
P
expect 0 "import" attest "$file" --import "$scratch/table.csv"
whole "the table comes back" 4 'by: "B. Manager"'
expect 0 "a workbook" attest "$file" --export -o "$scratch/table.xlsx"
expect 0 "the workbook comes back" attest "$scratch/other.yaml" --import "$scratch/table.xlsx"
says err "the workbook comes back" '^phiscope: 4 statements added'
printf 'safeguard,answer\nsecurity-official,no\n' > "$scratch/in.csv"
expect 64 "a table cannot be added to" attest "$scratch/in.csv"
expect 64 "nothing to import" attest "$file" --import "$scratch/none.csv"

mkdir "$scratch/scope"
cp "$file" "$scratch/scope/attestations.yaml"
printf 'attestations: attestations.yaml\n' > "$scratch/scope/phiscope.yaml"
printf '  - {safeguard: access-control-validation, answer: "no", by: A. Officer, date: 2026-03-01}\n' >> "$scratch/scope/attestations.yaml"
expect 0 "the later statement counts" scan "$scratch/scope" --format json
python3 - "$scratch/out" "$scratch/scope/attestations.yaml" << 'P' || fail "the later of two statements counts alone"
import json, sys
resources = json.load(open(sys.argv[1]))["resources"]
lines = [r["location"]["line"] for r in resources if r["type"] == "attestation" and r["address"] == "attestation:access-control-validation"]
last = sum(1 for _ in open(sys.argv[2]))
assert lines == [last], (lines, last)
P
done_testing
