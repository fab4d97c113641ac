#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Incident candidates: one for each file that holds a record of somebody who looks real, with everything of that file, since when, who
# keeps a copy and under which agreement; an empty worksheet; none for people that standards and generators made up; never called a breach.
. tests/cli/kit.bash
command -v git > /dev/null || exit 77
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
ssn=536-44
record() { printf 'patient name: Wilhelmina Vandersloot\npatient ssn: %s-%s\ndate of birth: 1961-03-04\ndiagnosis code: E11.9\n' "$ssn" "$1" > data/visit.txt; }
commit() { git add -A && GIT_AUTHOR_DATE="2024-05-0$1T00:00:00Z" GIT_COMMITTER_DATE="2024-05-0$1T00:00:00Z" git commit -qm "$1"; }
new() { git init -q -b main "$work/org/$1" && mkdir "$work/org/$1/data" && cd "$work/org/$1"; }

new here && record 8127 && commit 1 && git remote add origin https://user:hidden-word@github.com/example/notes.git
new there && record 8137 && commit 2 && git rm -q data/visit.txt && git commit -qm gone
new invented
printf 'patient name: Jane Doe\npatient ssn: 999-12-3456\ndate of birth: 1961-03-04\ndiagnosis code: E11.9\n' > data/visit.txt
printf '{"resourceType":"Patient","id":"example","name":[{"family":"Chalmers","given":["Peter","James"]}],"birthDate":"1974-12-25"}\n' > data/patient.json
commit 3
cd "$work/org"
printf 'organization: {name: Probe, role: covered_entity}\ntargets:\n  repositories: [here, there, invented]\n' > phiscope.yaml
"$PHISCOPE" scan --format json > "$work/run.json" < /dev/null || problem "the scan: exit $?"
python3 - "$work/run.json" <<'PY' || problem "see above"
import json, sys
run = json.load(open(sys.argv[1]))
here, there = sorted(run["incident_candidates"], key=lambda c: c["file"])
assert here["file"] == "here/data/visit.txt" and here["in_head"] and here["first_seen"] == "2024-05-01", here
assert set("diagnosis dob name ssn".split()) <= set(here["categories"].split(", ")) and here["values"] >= 4, here
assert [(h["name"], h["host"], h["baa"]) for h in here["hosts"]] == [("GitHub", "github.com", "unknown")], here
assert there["file"] == "there/data/visit.txt" and not there["in_head"] and there["first_seen"] == "2024-05-02" and not there["hosts"], there
assert set("diagnosis ssn".split()) <= set(there["categories"].split(", ")), there
assert all(w["answer"] is None for c in (here, there) for w in c["worksheet"]) and len(here["worksheet"]) == 4
named = [f["resource"] for f in run["findings"] if f["verdict"] == "fail" and f["resource"].startswith("phi:invented")]
assert not any("name" in n for n in named), named
PY
"$PHISCOPE" report breach-readiness --format md -o "$work/readiness.md" < /dev/null || problem "the document: exit $?"
grep -q "first committed 2024-05-01; kept at GitHub, agreement unknown" "$work/readiness.md" || problem "who keeps a copy is not told"
grep -q "first committed 2024-05-02; who else keeps a copy is not known" "$work/readiness.md" || problem "that nobody is known to keep a copy is not told"
"$PHISCOPE" scan --history head > "$work/head.txt" < /dev/null || problem "a scan of HEAD: exit $?"
grep -Eq "here/data/visit.txt:4: [0-9]+ values \(date, diagnosis, dob, name, ssn\)$" "$work/head.txt" || problem "the summary does not tell the candidate"
grep -iE "(is|was|be) a (reportable )?breach" "$work"/*.md "$work"/*.txt | grep -v "for people to decide" && problem "something is called a breach"
grep -aEl "hidden-word|8127|8137|Wilhelmina" "$work"/*.json "$work"/*.md "$work"/*.txt && problem "a value got into an output"

finish "incident candidates: all of a file, since when and with whom; left to people"
