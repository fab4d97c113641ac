#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Input that is broken, too large, too deep or not what its name says: each gives one sentence with file and line, what lies
# beside it is still judged, coverage says what is missing, and nothing of it makes the program large.
. tests/cli/kit.bash

org=$work/org
python3 tests/cli/bad_input.py build "$org" "$work/outside"

# All at once: whatever one of them does, the others must still be judged.
code=0
python3 - "$PHISCOPE" "$org" "$work/run.json" "$work/err" "$work/rss" <<'PY' || code=$?
import resource, subprocess, sys
program, folder, out, err, rss = sys.argv[1:]
done = subprocess.run([program, "scan", folder, "--format", "json"], stdin=subprocess.DEVNULL, stdout=open(out, "wb"),
                      stderr=open(err, "wb"), timeout=280)
open(rss, "w").write(str(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss))
sys.exit(done.returncode if done.returncode >= 0 else 100 - done.returncode)
PY
[ "$code" -eq 3 ] || problem "the scan of everything ended with $code: $(head -c 2000 "$work/err")"
# One file of 1 GiB read, or one bomb unpacked, would show; the sanitizers keep what was freed for a while.
limit_mb=400
grep -qa __asan_init "$PHISCOPE" && limit_mb=1600
[ "$(cat "$work/rss")" -lt $((limit_mb * 1024)) ] || problem "the scan took $(($(cat "$work/rss") / 1024)) MiB"
python3 tests/cli/bad_input.py judge "$org" "$work/run.json" || problem "see above"
grep -aq "outside-canary" "$work/run.json" && problem "a link led out of the target"

# On a terminal or in a log, names must stay names.
"$PHISCOPE" scan "$org" > "$work/text" 2> "$work/err" || true
python3 - "$work/text" "$work/err" <<'PY' || problem "control characters reached the terminal"
import re, sys
for name in sys.argv[1:]:
    text = open(name, "rb").read().decode("utf-8")
    bad = re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert not bad, (name, text[max(0, bad.start() - 60):bad.end() + 20])
PY

# The scope itself: exit 64 and one sentence.
scope() { # PATTERN WHAT, the scope on stdin
  rm -rf "$work/s"
  mkdir "$work/s"
  cat > "$work/s/phiscope.yaml"
  exits 64 "$2" "$PHISCOPE" scan "$work/s" && says "$1" "$2"
  return 0
}
printf 'targets:\n  infrastructure: [infra\norganization: x\n' | scope 'phiscope\.yaml:[0-9]+:[0-9]+: ' "scope with a syntax error"
printf 'targets:\n\tinfrastructure: [.]\n' | scope 'phiscope\.yaml:2:1: ' "scope with a tab"
printf '%s' '' | scope 'phiscope\.yaml is empty' "empty scope"
printf -- '- a\n- b\n' | scope 'phiscope\.yaml:1: .*a list' "scope that is a list"
printf 'targets: 7\n' | scope 'phiscope\.yaml:1' "scope with targets of the wrong type"
printf 'targets:\n  infrastructure: {path: .}\n  infrastructur: [.]\n' | scope 'phiscope\.yaml:3.*infrastructur' "scope with an unknown kind of target"
printf 'organization: {name: A}\n' | scope 'phiscope\.yaml names no target' "scope without a target"
printf 'targets:\n  infrastructure: [.]\n  vendors: ["a\377.csv"]\n' | scope 'phiscope\.yaml:3.*UTF-8' "scope that is no UTF-8"
printf 'a: 1\na: 2\ntargets: {infrastructure: [.]}\n' | scope 'phiscope\.yaml:2' "scope with a key twice"
python3 -c 'print("targets: " + "[" * 100000)' | scope 'phiscope\.yaml:1:[0-9]+: .*deep' "scope of 100,000 levels"
printf 'targets:\n  infrastructure: [{path: ., envirnment: x}]\n' > "$work/s/phiscope.yaml"
exits 0 "unknown key in a target" "$PHISCOPE" scan "$work/s" && says 'phiscope\.yaml:2.*envirnment' "unknown key in a target"
truncate -s 1G "$work/s/phiscope.yaml"
exits 64 "scope of 1 GiB" "$PHISCOPE" scan "$work/s" && says 'phiscope\.yaml.*larger than' "scope of 1 GiB"
rm "$work/s/phiscope.yaml"
mkfifo "$work/s/phiscope.yaml"
exits 64 "scope that is a pipe" timeout 60 "$PHISCOPE" scan --scope "$work/s/phiscope.yaml" && says 'not a regular file' "scope that is a pipe"
exits 64 "scope that is a folder" "$PHISCOPE" scan --scope "$work/s" && says 'folder|regular file' "scope that is a folder"
exits 64 "scope that is not there" "$PHISCOPE" scan --scope "$work/absent.yaml" && says 'absent\.yaml.*No such file' "scope that is not there"
exits 64 "folder that is not there" "$PHISCOPE" scan "$work/absent" && says 'absent' "folder that is not there"

# Files that only the scope names, one run each: attestations and exceptions.
named() { # KEY PATTERN WHAT, the file on stdin
  rm -rf "$work/s"
  mkdir "$work/s"
  cat > "$work/s/$1.yaml"
  printf 'targets:\n  infrastructure: [.]\n%s: %s.yaml\n' "$1" "$1" > "$work/s/phiscope.yaml"
  printf 'resource "aws_ebs_volume" "good" {\n  encrypted = false\n}\n' > "$work/s/good.tf"
  exits 3 "$3" "$PHISCOPE" scan "$work/s" --format json || return 0
  python3 - "$work/out" "$1" "$2" "$3" <<'PY' || problem "$3"
import json, re, sys
out, key, pattern, what = sys.argv[1:]
run = json.load(open(out))
lines = [c for c in run["coverage"] if c["state"] != "read"]
assert [c["kind"] for c in lines if c["asked"]] == [key], (what, lines)
assert sum(bool(re.search(pattern, c["reason"])) for c in lines) == 1, (what, lines)
assert any(f["resource"] == "aws_ebs_volume.good" and f["verdict"] == "fail" for f in run["findings"]), what
PY
}
for key in attestations exceptions; do
  printf 'a: [\nb: }\n' | named $key "$key.yaml:[0-9]+" "broken $key"
  printf 'a: \377\n' | named $key "$key.yaml:1.*UTF-8" "$key that are no UTF-8"
  python3 -c 'print("a: " + "[" * 100000)' | named $key "$key.yaml:1.*deep" "$key of 100,000 levels"
done

printf -- '- {a: 1}\n' | named attestations "attestations.yaml: no entry" "attestations of the wrong shape"
# An exception that cannot be used hides nothing: the scan is whole, and says so.
rm -rf "$work/s"
mkdir "$work/s"
printf -- '- {a: 1}\n- 7\n' > "$work/s/exceptions.yaml"
printf 'targets:\n  infrastructure: [.]\nexceptions: exceptions.yaml\n' > "$work/s/phiscope.yaml"
exits 0 "exceptions of the wrong shape" "$PHISCOPE" scan "$work/s"
for line in 1 2; do
  grep -q "exceptions.yaml:$line" "$work/out" || problem "exceptions of the wrong shape: line $line is not named: $(cat "$work/out")"
done

# Files that come and go while they are read: no crash, no hang.
mkdir -p "$work/race"
(while :; do
  for i in 1 2 3 4 5 6 7 8; do printf 'resource "aws_ebs_volume" "v%s" {}\n' $i > "$work/race/f$i.tf"; done
  rm -f "$work"/race/f*.tf
done) &
racer=$!
for _ in 1 2 3 4 5; do
  code=0
  "$PHISCOPE" scan "$work/race" > "$work/out" 2> "$work/err" || code=$?
  [ "$code" -eq 0 ] || [ "$code" -eq 3 ] || problem "files that vanish: exit $code: $(head -c 400 "$work/err")"
done
kill "$racer"
wait "$racer" 2> /dev/null || true

finish "bad input: every case gave its sentence and cost nothing else"
