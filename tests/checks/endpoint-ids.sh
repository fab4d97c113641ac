#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The ids of endpoint checks and profile rules are frozen: endpoint-ids.txt holds them, and this fails when one goes, changes or comes unlisted.
# It also holds texts about endpoints to what may be said of them.
set -euo pipefail
export LC_ALL=C
here=$(cd "$(dirname "$0")/../.." && pwd)
: "${PHISCOPE:=$here/build/dev/phiscope}"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
{
  "$PHISCOPE" checks | awk '{ print $2 }' | grep '^tls[.]'
  for file in "$here"/checks/profiles/*.yaml; do
    profile=$(basename "$file" .yaml)
    sed -n "s/^  - id: /profiles.$profile./p" "$file"
  done
} | sort > "$work/now"
grep -v '^#' "$here/tests/checks/endpoint-ids.txt" | sort > "$work/frozen"
if ! diff "$work/frozen" "$work/now" > "$work/diff"; then
  echo "FAILED: ids of endpoint checks are not those that were frozen (< frozen, > now):"
  cat "$work/diff"
  exit 1
fi
[ "$(wc -l < "$work/now")" -ge 60 ] || { echo "FAILED: too few ids: $(wc -l < "$work/now")"; exit 1; }
# Whether a cryptographic module is validated cannot be seen from outside, and whether PHI is "unsecured" is for a lawyer to say.
if grep -rniE 'unsecured PHI|unsecured protected|FIPS[- ](140|validated|compliant|certified)' "$here/checks/tls" "$here/checks/profiles" \
    "$here/scanner/collect/tls" "$here/scanner/judge" "$here/reports"; then
  echo "FAILED: a text claims what nobody can see"
  exit 1
fi
echo "$(wc -l < "$work/now") ids as frozen"
