#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Healthy servers behind bad roads, and servers that lie, flood or fall silent, in every mode and behind every start word.
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
: "${PHISCOPE:=$here/build/dev/phiscope}"
build=$(dirname "$PHISCOPE")
for program in openssl python3; do command -v "$program" >/dev/null || { echo "skipped: needs $program"; exit 77; }; done
{ command -v nginx || [ -x /usr/sbin/nginx ]; } >/dev/null || { echo "skipped: needs nginx"; exit 77; }
[ -x "$build/endpoints_replay" ] || { echo "skipped: no program at $build/endpoints_replay"; exit 77; }
python3 "$here/tests/endpoints/hostile.py" "$PHISCOPE" "$build"
