#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The evidence manifest: sha256sum reads it and names what changed, people sign it with tools that they have, and no file with a secret or a record of
# a patient has a digest anywhere.
. tests/cli/kit.bash
cp -r examples/scribe "$work/scan"
git -C "$work/scan" init -q
printf 'key = "%s%s"\n' AKIA Q3EGRMWZ7T5VXKJN > "$work/scan/services/notes/app/keys.py"
printf '%s\n' 'import os' >> "$work/scan/services/notes/app/keys.py"
exits 0 "manifest" "$PHISCOPE" report evidence "$work/scan" --output "$work/evidence.sha256"
exits 0 "the same again" "$PHISCOPE" report evidence "$work/scan" --output "$work/again.sha256"
cmp -s "$work/evidence.sha256" "$work/again.sha256" || problem "two runs on the same input differ"
(cd "$work/scan" && sha256sum --check --strict --quiet "$work/evidence.sha256") || problem "sha256sum does not read the manifest"
[ "$(grep -vc '^#' "$work/evidence.sha256")" -gt 15 ] || problem "few files"
for name in html md json csv xlsx; do
  exits 0 "$name" "$PHISCOPE" report evidence "$work/scan" --output "$work/evidence.$name"
  exits 0 "auditor, $name" "$PHISCOPE" report evidence "$work/scan" --audience auditor --output "$work/auditor.$name"
done
exits 0 "risk analysis" "$PHISCOPE" report risk-analysis "$work/scan" --output "$work/risk-analysis.html"
# What has a secret or a record in it: no digest, and for auditors no path of a secret.
for file in services/notes/app/keys.py services/notes/tests/data/visits.csv infra/production.tfvars; do
  digest=$(sha256sum "$work/scan/$file" | cut -d' ' -f1)
  grep -q "$digest" "$work"/evidence.* "$work"/auditor.* "$work/risk-analysis.html" && problem "$file has a digest"
  grep -q "$file" "$work/evidence.json" || problem "$file is not listed as left out"
  grep -q "  $file\$" "$work/evidence.sha256" && problem "$file is in the manifest"
done
for name in html md json csv; do
  grep -q 'app/keys\.py' "$work/auditor.$name" && problem "an auditor sees where a secret is: $name"
done
exits 64 "a manifest for customers" "$PHISCOPE" report evidence "$work/scan" --audience customer --format sha256 && says 'names files' "a manifest for customers"
printed=$(sha256sum < "$work/evidence.sha256" | cut -d' ' -f1)
for file in evidence.html evidence.json risk-analysis.html; do
  grep -q "$printed" "$work/$file" || problem "$file prints another digest of the manifest"
done
# The commands of section 20, as they are printed.
cd "$work"
sha256sum risk-analysis.html evidence.sha256 > packet.sha256
if command -v ssh-keygen > /dev/null; then
  ssh-keygen -q -t ed25519 -N '' -C '' -f KEY
  printf 'official@example.org %s\n' "$(cat KEY.pub)" > allowed_signers
  ssh-keygen -q -Y sign -f KEY -n phiscope packet.sha256 2> /dev/null || problem "ssh-keygen does not sign"
  ssh-keygen -q -Y verify -f allowed_signers -I official@example.org -n phiscope -s packet.sha256.sig < packet.sha256 > /dev/null || problem "ssh-keygen does not verify"
  sed 's/risk-analysis/risk-anomaly/' packet.sha256 | ssh-keygen -q -Y verify -f allowed_signers -I official@example.org -n phiscope -s packet.sha256.sig > said 2>&1 && problem "a changed packet is verified"
fi
if command -v openssl > /dev/null; then
  openssl genpkey -algorithm ed25519 -out KEY.pem 2> /dev/null && openssl pkey -in KEY.pem -pubout -out PUBLIC.pem
  openssl pkeyutl -sign -rawin -inkey KEY.pem -in packet.sha256 -out packet.sig || problem "openssl does not sign"
  openssl pkeyutl -verify -rawin -pubin -inkey PUBLIC.pem -in packet.sha256 -sigfile packet.sig > said || problem "openssl does not verify"
fi
sha256sum --check --quiet packet.sha256 || problem "the packet does not check"
printf '\n' >> scan/infra/main.tf
(cd scan && sha256sum --check --quiet "$work/evidence.sha256") > said 2>&1 && problem "a changed file is not seen"
grep -q '^infra/main.tf: FAILED' said || problem "the changed file is not named"
cd - > /dev/null
finish "evidence is hashed, signed and checked"
