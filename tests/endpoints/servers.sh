#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Real servers and replayers on loopback; PHS_ENDPOINTS=all adds those that take long to start or to install (NSS, Java, OpenSSL 3.5).
set -euo pipefail
here=$(cd "$(dirname "$0")/../.." && pwd)
: "${PHISCOPE:=$here/build/dev/phiscope}"
build=$(dirname "$PHISCOPE")
for program in openssl python3; do command -v "$program" >/dev/null || { echo "skipped: needs $program"; exit 77; }; done
[ -x "$build/endpoints_replay" ] || { echo "skipped: no program at $build/endpoints_replay"; exit 77; }
python3 "$here/tests/endpoints/servers.py" "$PHISCOPE" "$build" ${PHS_ENDPOINTS:-}
