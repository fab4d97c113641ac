#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Compares our HCL parser with HashiCorp's over cases.txt and every .tf file of fixtures and examples.
# Needs: npm ci --ignore-scripts (in tests/hcl), node 18 or later.
set -u
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
tool=$(dirname "${PHISCOPE:-$root/build/dev/phiscope}")/hcl2json_tool
if ! command -v node > /dev/null || [ ! -d "$here/node_modules/@cdktf/hcl2json" ]; then
  echo "skipped: node or @cdktf/hcl2json is not here; run npm ci --ignore-scripts in tests/hcl"
  exit 77
fi
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
# A line === ends a case; ===. ends it without its last line break.
awk -v dir="$work" '
  function flush_case(cut) { file = sprintf("%s/case-%03d.tf", dir, n++); if (cut) sub(/\n$/, "", text); printf "%s", text > file; close(file); text = "" }
  /^===\.?$/ { flush_case($0 == "===."); next }
  { text = text $0 "\n" }
  END { flush_case(0) }' "$here/cases.txt"
printf '\357\273\277a = 1\n' > "$work/bom.tf"
printf 'a = 1\r\nb {\r\n c = <<E\r\nx\r\nE\r\n}\r\n# d\r\n' > "$work/crlf.tf"
printf 'a = 1\rb = 2\n' > "$work/cr.tf"
printf 'a = "\377"\n' > "$work/not-utf8.tf"
printf '' > "$work/empty.tf"
{
  find "$work" -name '*.tf'
  find "$root/tests/fixtures" "$root/examples" -name '*.tf' 2> /dev/null
} | sort | (cd "$here" && node hcl2json.mjs "$tool")
