#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Opens the pages of both examples in Chromium: no WCAG 2.1 A or AA violation that axe-core finds, no scrolling to the side on a
# phone, nothing overlapping on the map, and the map worked by keyboard alone.
set -euo pipefail
chromium=${CHROMIUM:-$(command -v chromium || command -v chromium-browser || true)}
[ -x "$chromium" ] || { echo "skipped: there is no chromium (scripts/packages-browser.txt)"; exit 77; }
command -v node > /dev/null && [ -d tests/axe/node_modules/axe-core ] || { echo "skipped: run npm ci in tests/axe first"; exit 77; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
pages=()
for example in scribe clinic; do
  "$PHISCOPE" map --scope "examples/$example/phiscope.yaml" -o "$work/$example-map.html"
  "$PHISCOPE" report risk-analysis --scope "examples/$example/phiscope.yaml" --output "$work/$example-risk-analysis.html" || [ $? -eq 2 ]
  "$PHISCOPE" report mapping --scope "examples/$example/phiscope.yaml" --output "$work/$example-mapping.html" || [ $? -eq 2 ]
  "$PHISCOPE" report risk-analysis --scope "examples/$example/phiscope.yaml" --audience customer --output "$work/$example-customer.html" || [ $? -eq 2 ]
  pages+=("$work/$example-customer.html" "$work/$example-map.html" "$work/$example-risk-analysis.html" "$work/$example-mapping.html")
  for name in plan vendors inventory breach-readiness nprm evidence; do
    "$PHISCOPE" report "$name" --scope "examples/$example/phiscope.yaml" --output "$work/$example-$name.html" || [ $? -eq 2 ]
    pages+=("$work/$example-$name.html")
  done
done
bench/map --generate 300 "$work/large"
"$PHISCOPE" map --scope "$work/large/phiscope.yaml" -o "$work/large-map.html"
HOME=$work timeout 600 node tests/axe/check.mjs "$chromium" "${pages[@]}" "$work/large-map.html"
