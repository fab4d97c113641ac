#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# phiscope gate in a real repository: what is new fails, what is old does not, and a pull request cannot excuse itself.
. tests/cli/kit.bash
command -v git > /dev/null || exit 77
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org
export GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org GIT_AUTHOR_DATE=2026-01-01T00:00:00Z GIT_COMMITTER_DATE=2026-01-01T00:00:00Z

volume() { printf 'resource "aws_ebs_volume" "%s" {\n  encrypted = %s\n}\n' "$1" "$2"; }
commit() { git add -A && git commit -qm "$1"; }
mkdir "$work/repo"
cd "$work/repo"
git init -q -b main .
mkdir infra more
volume good true > infra/good.tf
volume old false > infra/old.tf
volume other true > more/other.tf
cat > phiscope.yaml <<'YAML'
targets:
  infrastructure: [infra, more]
exceptions: exceptions.yaml
gate: {fail_on: medium}
YAML
printf '[]\n' > exceptions.yaml
commit base

# change NAME: a branch from main, where the working tree is changed next.
change() { git checkout -q -f main && git clean -qfd && git checkout -q -B "$1"; }
gate() { "$PHISCOPE" gate --base main "$@"; }
# new CHECK RESOURCE COUNT WHAT: how many new failing findings of the check the JSON has; RESOURCE may be "".
new() {
  "$PHISCOPE" gate --base main --format json > "$work/gate.json" 2> "$work/err" || true
  python3 - "$work/gate.json" "$1" "$2" "$3" <<'PY' || problem "$4"
import json, sys
run = json.load(open(sys.argv[1]))
found = [f for f in run["findings"] if f["new"] and f["verdict"] == "fail" and f["check"] == sys.argv[2] and (f["resource"] or "") == sys.argv[3]]
assert len(found) == int(sys.argv[4]), [(f["check"], f["resource"], f["new"]) for f in run["findings"] if f["verdict"] == "fail"]
PY
}
encryption=aws.ec2.volume-encryption

change nothing
exits 0 "no change" gate
change old
sed -i '1i # one\n# two\n# three' infra/old.tf
commit lines
exits 0 "an old finding that moved" gate
new $encryption aws_ebs_volume.old 0 "an old finding that moved"
git mv infra/old.tf infra/renamed.tf
commit renamed
exits 0 "an old finding in a renamed file" gate

change fresh
volume new false > infra/new.tf
exits 2 "a new finding that is not committed yet" gate
grep -q 'aws_ebs_volume.new' "$work/out" || problem "a new finding is not named: $(cat "$work/out")"
grep -q 'aws_ebs_volume.old' "$work/out" && problem "an old finding is listed as new"
commit fresh
exits 2 "a new finding" gate
new $encryption aws_ebs_volume.new 1 "a new finding"
new $encryption aws_ebs_volume.old 0 "a new finding beside an old one"
exits 0 "a new finding below the threshold" gate --fail-on critical
exits 2 "from within a folder, with the scope named" bash -c 'cd infra && "$PHISCOPE" gate --base main --scope ../phiscope.yaml'
exits 2 "from elsewhere" bash -c 'cd / && "$PHISCOPE" gate --base main "$0"' "$work/repo"

change worse
volume good false > infra/good.tf
commit worse
exits 2 "what was good is bad" gate
change better
volume old true > infra/old.tf
commit better
exits 0 "what was bad is good" gate

# main goes on meanwhile: what it fixed is not new in a branch that parted before.
change behind
volume side true > infra/side.tf
commit side
git checkout -q main
volume old true > infra/old.tf
commit "fixed on main"
git checkout -q behind
exits 0 "what the base fixed since" gate
git checkout -q main
git reset -q --hard HEAD~1

# A pull request that excuses itself.
change excuses
volume new false > infra/new.tf
cat > exceptions.yaml <<YAML
- check: $encryption
  resource: aws_ebs_volume.new
  reason: we know
  approver: me
  expires: 2027-01-01
YAML
commit excuses
exits 2 "an exception for its own finding" gate
new $encryption aws_ebs_volume.new 1 "an exception for its own finding"
new policy-change "" 1 "exceptions were changed"
exits 0 "the scan honours what the gate does not" "$PHISCOPE" scan --format json
python3 - "$work/out" <<'PY' || problem "the scan honours what the gate does not"
import json, sys
assert [bool(f["suppressed"]) for f in json.load(open(sys.argv[1]))["findings"] if f["resource"] == "aws_ebs_volume.new" and f["verdict"] == "fail"] == [True]
PY
git checkout -q main
git merge -q --ff-only excuses
git checkout -q -B after
volume later true > infra/later.tf
commit later
exits 0 "an exception after its merge" gate
git checkout -q main
git reset -q --hard HEAD~1

# drops NAME: the scope now as on stdin; a new finding in more/ must still be found.
drops() {
  change drops
  volume hidden false > more/hidden.tf
  cat > phiscope.yaml
  commit drops
  exits 2 "$1" gate
  new $encryption aws_ebs_volume.hidden 1 "$1"
  new policy-change "" 1 "$1: said"
}
drops "a scope without the target" < <(printf 'targets:\n  infrastructure: [infra]\n')
drops "a scope with another threshold" < <(printf 'targets:\n  infrastructure: [infra, more]\ngate: {fail_on: critical, new_only: true}\n')
drops "a scope that is broken" < <(printf 'targets: [\n')
change removed
volume hidden false > more/hidden.tf
git rm -q phiscope.yaml exceptions.yaml
commit removed
exits 2 "a scope that was removed" gate
change target
git rm -rq more
commit target
exits 3 "a target whose folder was removed" gate

# What is unknown: reported, or failing when new, or failing always.
unknown() { # MODE CODE-OLD CODE-NEW
  git checkout -q -f main
  git checkout -q -B "base-$1"
  printf 'targets:\n  infrastructure: [infra]\ngate: {fail_on: medium, unknown: %s}\n' "$1" > phiscope.yaml
  printf 'variable "x" {}\nresource "aws_ebs_volume" "u" {\n  encrypted = var.x\n}\n' > infra/u.tf
  commit "$1"
  exits "$2" "an old unknown, gate.unknown: $1" "$PHISCOPE" gate --base "base-$1"
  git checkout -q -B "new-$1"
  printf 'resource "aws_ebs_volume" "w" {\n  encrypted = var.x\n}\n' > infra/w.tf
  commit "$1"
  exits "$3" "a new unknown, gate.unknown: $1" "$PHISCOPE" gate --base "base-$1"
}
unknown report 0 0
unknown new 0 2
unknown fail 2 2

# A base that cannot be had.
git checkout -q -f main
exits 64 "a base that is not there" "$PHISCOPE" gate --base no-such-branch && says 'no-such-branch' "a base that is not there"
mkdir "$work/plain"
exits 64 "no repository" "$PHISCOPE" gate --base main "$work/plain" && says 'no git repository' "no repository"
git checkout -q fresh
git clone -q --depth 1 --branch fresh "file://$work/repo" "$work/shallow"
exits 64 "a shallow clone without the base" "$PHISCOPE" gate --base origin/main "$work/shallow" && says 'shallow' "a shallow clone without the base"
git -C "$work/shallow" fetch -q --depth 1 origin main:refs/remotes/origin/main
exits 2 "a shallow clone with the base" "$PHISCOPE" gate --base origin/main "$work/shallow"

# The repository is hostile: nothing of it runs, no link of it is followed, and the index stays as it is.
change hostile
printf '#!/bin/sh\ntouch "%s/ran"\n' "$work" > "$work/hook"
chmod 755 "$work/hook"
git config core.fsmonitor "$work/hook"
git config core.sshCommand "$work/hook"
git config filter.evil.smudge "$work/hook"
git config filter.evil.clean "$work/hook"
git config core.hooksPath "$work"
cp "$work/hook" "$work/post-checkout"
printf '*.tf filter=evil\n' > .git/info/attributes
printf 'resource "aws_ebs_volume" "outside" {}\n' > "$work/outside.tf"
ln -s "$work/outside.tf" infra/link.tf
rm -f "$work/ran"
before=$(sha256sum .git/index .git/HEAD)
exits 3 "a hostile repository" gate --format json
[ ! -e "$work/ran" ] || problem "a command of the repository ran"
[ "$before" = "$(sha256sum .git/index .git/HEAD)" ] || problem "the repository was changed"
grep -q 'aws_ebs_volume.outside' "$work/out" && problem "a link led out of the repository"
git config --unset core.fsmonitor

cd - > /dev/null
finish "the gate let through what is old and stopped what is new"
