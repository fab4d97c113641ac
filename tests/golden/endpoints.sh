#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The sound endpoint of examples/scribe passes everything; the weak one shows each planted fault and no other.
set -euo pipefail
command -v openssl >/dev/null || { echo "skipped: needs openssl"; exit 77; }
export PHISCOPE_CLOCK=2026-03-01T00:00:00Z PORTAL_PORT=0 GATEWAY_PORT=0
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
export work ENDPOINTS_FOLDER=$work/endpoints
scan() {
  sed "s/18443/$PORTAL_PORT/; s/18444/$GATEWAY_PORT/; s|ca: .*ca.pem|ca: endpoints/ca.pem|" examples/scribe/phiscope-endpoints.yaml > "$work/phiscope.yaml"
  "$PHISCOPE" scan --scope "$work/phiscope.yaml" --format json > "$work/run.json"
  sed "s/:$PORTAL_PORT/:portal/g; s/:$GATEWAY_PORT/:gateway/g" "$work/run.json" > "$work/named.json"
}
export -f scan
scripts/example-endpoints bash -euc scan
python3 - "$work/named.json" <<'PY'
import json, sys
run = json.load(open(sys.argv[1]))
found = {(f["verdict"], f["check"], f["resource"]) for f in run["findings"] if f["check"].startswith("tls.")}
planted = {l.split()[0] for l in open("examples/scribe/endpoints/PLANTED.tsv") if not l.startswith("#")}
weak = {c for v, c, r in found if v == "fail" and r.endswith(":gateway")} - {"tls.post-quantum"}
sound = {(v, c) for v, c, r in found if v != "pass" and r.endswith(":portal") and c != "tls.post-quantum"}  # Debian 12's OpenSSL has no such group
assert not sound, f"the portal is not sound: {sound}"
assert weak == planted, f"not found: {planted - weak}; not planted: {weak - planted}"
assert not [f for f in found if f[0] == "unknown"], found
systems = {s["name"]: s["kind"] for s in run["map"]["systems"]}
assert systems == {"Patient portal": "entry", "Clinic gateway": "entry"}, systems
print(f"{len(planted)} planted, {len(weak)} found; the portal passes {len(found) - len(weak)} checks")
PY
