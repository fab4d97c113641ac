#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Builds one plugin of each kind outside the tree against a frozen copy of the public header and runs them; then every refusal.
set -euo pipefail
fixtures=$PWD/tests/fixtures/plugin
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
fail() { echo "FAILED: $*"; exit 1; }
# A program under AddressSanitizer loads a plain shared object; its runtime must then not ask to be first.
export ASAN_OPTIONS=${ASAN_OPTIONS:-}:verify_asan_link_order=0

mkdir "$work/plugins" "$work/target"
chmod 700 "$work" "$work/plugins"
for plugin in naming buckets; do
  ${CC:-cc} -std=c11 -Wall -Wextra -Werror -shared -fPIC -I "$fixtures/frozen-1" -o "$work/plugins/$plugin.so" "$fixtures/$plugin.c"
  chmod 755 "$work/plugins/$plugin.so"
done
printf 'acme-notes\nlogos\n' > "$work/target/list.buckets"
printf '%062d\n' 0 > "$work/target/long.buckets"

scan() { "$PHISCOPE" scan "$work/target" --format json "$@"; }
scan --plugin "$work/plugins/naming.so" --plugin "$work/plugins/buckets.so" > "$work/run.json" || [ $? -eq 3 ] || fail "the scan ended with $?"
python3 - "$work/run.json" <<'PY'
import json, sys
run = json.load(open(sys.argv[1]))
found = {f["resource"]: (f["verdict"], f["location"]["file"], f["location"]["line"]) for f in run["findings"] if f["check"] == "acme.naming"}
assert found["list.acme-notes"][0] == "pass", found
assert found["list.logos"][0] == "fail", found
assert found["list.logos"][1].endswith("list.buckets") and found["list.logos"][2] == 2, found
assert any("longer than 60" in (c.get("reason") or "") for c in run["coverage"]), run["coverage"]
PY

refused() { # what must be said, then the arguments
  local said=$1; shift
  local code=0
  scan "$@" > "$work/out" 2> "$work/err" || code=$?
  [ "$code" -eq 64 ] || fail "$said: exit $code"
  grep -q "$said" "$work/err" || fail "expected '$said', got: $(cat "$work/err")"
}
chmod 777 "$work/plugins/naming.so"; refused "others may change" --plugin "$work/plugins/naming.so"; chmod 755 "$work/plugins/naming.so"
chmod 770 "$work/plugins";           refused "others may change" --plugin "$work/plugins/naming.so"; chmod 700 "$work/plugins"
cp "$work/plugins/naming.so" "$work/target/inside.so"; refused "inside the target" --plugin "$work/target/inside.so"; rm "$work/target/inside.so"
refused "no plugin" --plugin "$work/plugins/absent.so"
echo text > "$work/plugins/text.so"; refused "cannot be loaded" --plugin "$work/plugins/text.so"
sed 's/.version = PHS_API_VERSION/.version = 7/' "$fixtures/naming.c" > "$work/newer.c"
${CC:-cc} -shared -fPIC -I "$fixtures/frozen-1" -o "$work/plugins/newer.so" "$work/newer.c"
refused "API version 7" --plugin "$work/plugins/newer.so"
sed 's/"asset-inventory"/"no-such-safeguard"/' "$fixtures/naming.c" > "$work/lost.c"
${CC:-cc} -shared -fPIC -I "$fixtures/frozen-1" -o "$work/plugins/lost.so" "$work/lost.c"
refused "no-such-safeguard" --plugin "$work/plugins/lost.so"
echo "plugins of both kinds ran, and each refusal was said"
