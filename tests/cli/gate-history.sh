#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# phiscope gate over the commits of a change: what one of them brought and a later one took away is new; what the base has in its
# history, or what a merge of the base brought along, is not.
. tests/cli/kit.bash
command -v git > /dev/null || exit 77
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org GIT_AUTHOR_DATE=2026-01-01T00:00:00Z GIT_COMMITTER_DATE=2026-01-01T00:00:00Z

commit() { git add -A && git commit -qm "$1"; }
# token N: a token in GitHub's format that nobody has.
token() { printf 'ghp_%s' "q7Zk2Vx9LmP4sT8wRbY3nC6dFhJ1gKa5eUo$1"; }
mkdir "$work/repo"
cd "$work/repo"
git init -q -b main .
seq 1 50 > numbers.txt
printf 'TOKEN = "%s"\n' "$(token 0)" > old.py
commit one
git rm -q old.py
commit two

# found NAME COUNT: new findings of what stands in history only.
found() {
  "$PHISCOPE" gate --base main --format json > "$work/gate.json" 2> "$work/err" || true
  python3 - "$work/gate.json" "$2" <<'PY' || problem "$1"
import json, sys
run = json.load(open(sys.argv[1]))
past = [f for f in run["findings"] if f["new"] and f["verdict"] == "fail" and f["check"] == "repository.secret-in-history"]
assert len(past) == int(sys.argv[2]), [(f["check"], f["resource"], f["verdict"]) for f in run["findings"]]
PY
  grep -q 'q7Zk2Vx9' "$work/gate.json" && problem "$1: the value is printed"
  return 0
}

git checkout -q -b quiet
seq 1 51 > numbers.txt
commit quiet
found "the history of the base is nothing new" 0
exits 0 "a change that brings nothing" "$PHISCOPE" gate --base main

git checkout -q -b slip main
printf 'TOKEN = "%s"\n' "$(token 1)" > keys.py
commit slip
git rm -q keys.py
seq 1 52 > numbers.txt
commit "take it away"
found "a secret that a later commit of the change took away" 1
exits 2 "a secret that a later commit took away" "$PHISCOPE" gate --base main
git repack -qad
found "the same from a pack" 1

# A side branch of the change brings one and loses it again; then the base, which has one of its own by now, is merged into it.
git checkout -q main
printf 'TOKEN = "%s"\n' "$(token 2)" > base.py
commit "one of the base"
git checkout -q quiet
git merge -q -m merge main
found "what the base brought along" 0
git checkout -q -b side quiet~1
printf 'TOKEN = "%s"\n' "$(token 3)" > side.py
commit side
git rm -q side.py
commit "side is clean"
git checkout -q quiet
git merge -q -m "merge side" side
found "a side branch that was merged" 1

# Where the commits are not here, that is said, and it is no pass.
git clone -q --depth 1 --branch slip "file://$work/repo" "$work/shallow"
cd "$work/shallow"
git fetch -q --depth 1 origin main:main
"$PHISCOPE" gate --base main --format json > "$work/gate.json" 2> "$work/err"
code=$?
grep -q 'not here' "$work/gate.json" "$work/err" || [ $code = 64 ] || problem "a shallow clone says nothing (exit $code): $(cat "$work/err")"
finish "a change answers for each of its commits"
