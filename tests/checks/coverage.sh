#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# checks/COVERAGE.md is what the program makes of checks/ today, names every pair of service and technical safeguard once, and
# every reason in checks/coverage.tsv is still needed.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$PHISCOPE" checks --format coverage --output "$work/COVERAGE.md"
"$PHISCOPE" checks --format json --output "$work/checks.json"
cmp -s "$work/COVERAGE.md" checks/COVERAGE.md || {
  diff "$work/COVERAGE.md" checks/COVERAGE.md | head -20
  echo "FAILED: checks/COVERAGE.md is out of date. Write it again: phiscope checks --format coverage --output checks/COVERAGE.md"
  exit 1
}
python3 - "$work/checks.json" <<'PY'
import glob, json, re, sys
checks = json.load(open(sys.argv[1]))["checks"]
technical = {re.search(r"^id: *(\S+)", t, re.M).group(1) for t in (open(f).read() for f in glob.glob("checks/safeguards/*.yaml")) if re.search(r"^family: *technical", t, re.M)}
want = {}
for check in checks:
    parts = check["id"].split(".")
    service = ".".join(parts[:2]) if parts[0] in ("aws", "azure", "gcp") and len(parts) > 2 else parts[0]
    if check["safeguard"]:
        want.setdefault(service, {}).setdefault(check["safeguard"], set()).add(check["id"])
sections = re.split(r"^## ", open("checks/COVERAGE.md").read(), flags=re.M)[1:]
assert [s.split("\n")[0] for s in sections] == sorted(want)
reasons = set()
for section in sections:
    service = section.split("\n")[0]
    tested = {m[0]: set(re.findall(r"`([^`]+)`", m[1])) for m in re.findall(r"^\| ([a-z0-9-]+) \| (`.*) \|$", section, re.M)}
    assert tested == want[service], service
    named = list(tested)
    for reason, ids in re.findall(r"^- n/a because (.*): ([a-z0-9, -]+)$", section, re.M):
        reasons.add(reason.replace("\\", ""))
        named += ids.split(", ")
    gaps = re.search(r"^- gap: (.*)$", section, re.M).group(1)
    named += [] if gaps == "none" else gaps.split(", ")
    assert len(named) == len(set(named)), (service, "a pair is named twice")
    assert technical <= set(named) and set(named) - technical <= set(tested), (service, technical ^ set(named))
rows = [l.rstrip("\n").split("\t") for l in open("checks/coverage.tsv") if not l.startswith("#")][1:]
unused = [r for r in rows if r[2] not in reasons]
assert not unused, ("reasons that no pair needs any more", unused)
print(f"{len(checks)} checks, {len(sections)} services: the matrix is up to date")
PY
