#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Runs HCL's implementation-neutral conformance suite (specsuite/tests of a checkout of hashicorp/hcl) against our parser.
# usage: specsuite.sh [FOLDER with .hcl/.hcldec/.t triples]      or PHS_HCL_SPECSUITE=FOLDER
set -u
suite=${1:-${PHS_HCL_SPECSUITE:-}}
tools=$(dirname "${PHISCOPE:-build/dev/phiscope}")
if [ ! -x "$tools/hcldec_tool" ]; then
  echo "hcldec_tool is not built in $tools"
  exit 1
fi
if [ -z "$suite" ] || [ ! -d "$suite" ]; then
  echo "skipped: no checkout of HCL's specsuite; set PHS_HCL_SPECSUITE to its tests folder"
  exit 77
fi
count=0 failed=0
while IFS= read -r test; do
  count=$((count + 1))
  "$tools/hcldec_tool" "${test%.t}" || failed=$((failed + 1))
done < <(find "$suite" -name '*.t' | sort)
echo "$count cases, $failed failed"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
