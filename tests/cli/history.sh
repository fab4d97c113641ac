#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The history of a repository: what is gone from HEAD is found, told with its commit and without a character of it, from a store as
# from the objects, packed in any way; incident candidates are opened; a clone that is not whole is an error only where it was asked.
. tests/cli/kit.bash
command -v git > /dev/null || exit 77
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org

day=0
commit() { day=$((day + 1)) && git add -A && GIT_AUTHOR_DATE="2026-01-0${day}T00:00:00Z" GIT_COMMITTER_DATE="2026-01-0${day}T00:00:00Z" git commit -qm "$1"; }
token=ghp_q7Zk2Vx9LmP4sT8wRbY3nC6dFh
token=${token}J1gKa5eUo0
ssn=536-44
ssn=$ssn-8127
mkdir "$work/repo"
cd "$work/repo"
git init -q -b main .
git remote add origin "https://canary:hidden-word@github.com/example/notes.git"
mkdir src data
seq 1 4000 > src/big.txt
printf 'TOKEN = "%s"\n' "$token" > src/keys.py
commit one
printf 'patient name: Ann Canary\npatient ssn: %s\ndiagnosis code: E11.9\n' "$ssn" > data/visit.txt
seq 1 4000 | sed 's/^77$/seventy seven/' > src/big.txt
commit two
git rm -q src/keys.py data/visit.txt
commit three

scan() { "$PHISCOPE" scan --format json "$@" . < /dev/null; }
scan > "$work/loose.json" || problem "a scan of loose objects: exit $?"
git repack -qad
scan > "$work/packed.json" || problem "a scan of a pack: exit $?"
scan --full > "$work/full.json" || problem "a scan in full: exit $?"
cmp "$work/loose.json" "$work/packed.json" || problem "how objects are packed changes the run"
cmp "$work/full.json" "$work/packed.json" || problem "--full changes the run"
for i in 1 2; do scan --store "$work/store.db" > "$work/store-$i.json" || problem "a scan into a store: exit $?"; done
cmp "$work/store-1.json" "$work/store-2.json" || problem "the second scan into a store differs"
scan --history head > "$work/head.json" || problem "a scan of HEAD: exit $?"
"$PHISCOPE" scan . > "$work/scan.txt" || problem "a scan as text: exit $?"
python3 - "$work" <<'PY' || problem "what the runs say is not what was committed"
import json, sys, subprocess
run, head = (json.load(open(f"{sys.argv[1]}/{name}.json")) for name in ("packed", "head"))
fails = {f["check"]: f for f in run["findings"] if f["verdict"] == "fail"}
first, second = subprocess.check_output(["git", "rev-list", "--reverse", "main"], text=True).split()[:2]
for check, commit, path in (("repository.secret-in-history", first, "src/keys.py"), ("repository.phi-in-history", second, "data/visit.txt")):
    place = fails[check]["location"]
    assert place["commit"] == commit and place["file"] == path, place
[incident] = run["incident_candidates"]
assert incident["file"] == "data/visit.txt" and not incident["in_head"] and incident["first_seen"] == "2026-01-02", incident
assert [h["host"] for h in incident["hosts"]] == ["github.com"] and len(incident["worksheet"]) == 4, incident
assert not head["incident_candidates"] and "repository.secret-in-history" not in {f["check"] for f in head["findings"]}
PY
grep -q "Incident candidates" "$work/scan.txt" || problem "the summary does not tell incident candidates"
if grep -aEl "q7Zk2V|eUo0|44-8127|Ann Canary|hidden-word|$(printf %s "$token" | sha256sum | cut -c1-12)|$(printf %s "$ssn" | sha256sum | cut -c1-12)" "$work"/*.json "$work"/*.txt "$work"/store.db*; then
  problem "a value got into an output or the store"
fi

git clone -q --depth 1 "file://$work/repo" "$work/shallow"
cd "$work/shallow"
exits 0 "a shallow clone" "$PHISCOPE" scan --format json . && grep -q "the clone is shallow" "$work/out" || problem "a shallow clone is not told"
exits 3 "a shallow clone whose history was asked for" "$PHISCOPE" scan --history all .

# Other people's objects are not read through an alternate.
mkdir "$work/thief"
cd "$work/thief"
git init -q -b main .
echo "$work/repo/.git/objects" > .git/objects/info/alternates
git -C "$work/repo" rev-parse HEAD~1 > .git/refs/heads/main
"$PHISCOPE" scan --format json . > "$work/thief.json" || true
grep -q "secret-in-history" "$work/thief.json" && problem "an alternate was followed"
grep -q "names objects outside of the repository, which were not opened" "$work/thief.json" || problem "an alternate that was not followed is not told"

finish "history: told once, with its commit, from objects and store alike"
