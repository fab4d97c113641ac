#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Plants secrets and identifiers of invented people wherever one could stand, and looks for them, their last four characters,
# initials with birth years, encodings and hashes in everything that the program writes: nothing may be there.
# Names of things are printed: of files, hosts, resources, columns, systems. So is what a person writes for the report (a statement,
# a reason), as prose that is theirs, but without a Social Security number that strayed into it.
. tests/cli/kit.bash

org=$work/org
out=$work/outputs
mkdir -p "$out"
python3 tests/cli/canary.py plant "$org"
store=$work/store.db

run() { # NAME COMMAND...: both streams are looked at
  local name=$1 code=0
  shift
  "$@" > "$out/$name" 2> "$out/$name.err" || code=$?
  [ "$code" -eq 0 ] || [ "$code" -eq 2 ] || [ "$code" -eq 3 ] || problem "$name: exit $code: $(head -c 400 "$out/$name.err")"
}
cd "$org"
run scan.txt "$PHISCOPE" scan --store "$store"
run scan.json "$PHISCOPE" scan --format json --method strict
for format in sarif junit github markdown; do run "scan.$format" "$PHISCOPE" scan --format $format; done
run scan-unscoped.json "$PHISCOPE" scan --format json infra
for format in html md json; do run "report.$format" "$PHISCOPE" report risk-analysis --format $format --store "$store"; done
for format in text json csv; do run "map.$format" "$PHISCOPE" map --format $format; done
run runs.json "$PHISCOPE" runs --store "$store" --format json
# Every kind of thing that can be explained, once each.
python3 - "$out/scan.json" > "$work/ids" <<'PY'
import json, sys
run = json.load(open(sys.argv[1]))
seen = {}
for f in run["findings"]:
    seen.setdefault((f["check"], f["verdict"]), f["fingerprint"])
ids = ["f-" + p[:12] for p in seen.values()] + [r["id"] for r in run["risks"][:4]] + [s["id"] for s in run["map"]["systems"]] + [f["id"] for f in run["map"]["flows"]]
print("\n".join(ids))
PY
[ -s "$work/ids" ] || problem "there is nothing to explain"
n=0
while read -r id; do
  n=$((n + 1))
  [ $n -le 10 ] || break
  run "explain-$n.txt" "$PHISCOPE" explain "$id"
done < "$work/ids"

# Progress is drawn only on a terminal.
python3 - "$PHISCOPE" "$out/terminal" <<'PY'
import os, pty, sys
os.environ.update(TERM="xterm", NO_COLOR="", CI="")
with open(sys.argv[2], "wb") as log:
    def read(fd):
        data = os.read(fd, 65536)
        log.write(data)
        return b""
    pty.spawn([sys.argv[1], "scan"], read)
PY
[ -s "$out/terminal" ] || problem "nothing was written to the terminal"

# The gate writes the base to a temporary folder, which must be gone afterwards.
if command -v git > /dev/null; then
  git init -q -b main .
  git -c user.name=a -c user.email=a@example.org -c core.autocrlf=false add -A > /dev/null 2>&1
  git -c user.name=a -c user.email=a@example.org commit -qm base
  printf 'resource "aws_ebs_volume" "new" {\n  encrypted = false\n}\n' > infra/new.tf
  mkdir "$work/tmp"
  TMPDIR=$work/tmp run gate.txt "$PHISCOPE" gate --base main
  TMPDIR=$work/tmp run gate.json "$PHISCOPE" gate --base main --format json
  [ -z "$(ls -A "$work/tmp")" ] || problem "the gate left the base commit behind: $(ls -A "$work/tmp")"
fi
cd - > /dev/null

cp "$store" "$out/store.db"
for side in -wal -shm -journal; do [ ! -e "$store$side" ] || cp "$store$side" "$out/store.db$side"; done
[ "$(stat -c %a "$store")" = 600 ] || problem "the store can be read by others"
python3 - "$store" > "$out/store.sql" <<'PY'
import sqlite3, sys
for line in sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True).iterdump():
    print(line)
PY
python3 tests/cli/canary.py look "$out" || problem "see above"

# A dump of memory would hold everything. The limit alone does not bind where dumps are piped to a program.
python3 - "$PHISCOPE" "$org" <<'PY' || problem "core dumps"
import os, resource, signal, subprocess, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
program = subprocess.Popen([sys.argv[1], "scan", sys.argv[2], "--format", "json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
program.stdout.read(1)  # it runs, and then waits for us: the pipe is smaller than the result
limits = open("/proc/%d/limits" % program.pid).read()
assert [line.split()[4:6] for line in limits.splitlines() if line.startswith("Max core file size")] == [["0", "0"]], limits
os.kill(program.pid, signal.SIGABRT)
_, status = os.waitpid(program.pid, 0)
assert not os.WCOREDUMP(status), "the kernel says that a dump was written"
PY

finish "nothing of $(python3 tests/cli/canary.py count) planted values was in any output"
