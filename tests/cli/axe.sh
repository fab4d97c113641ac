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
  scope=examples/$example/phiscope.yaml
  "$PHISCOPE" map --scope "$scope" -o "$work/$example-map.html"
  # An earlier run in the store and money beside the levels: the charts of change and loss have something to draw.
  PHISCOPE_CLOCK=2025-03-01T00:00:00Z "$PHISCOPE" scan --scope "$scope" --store "$work/$example.db" > /dev/null || [ $? -eq 2 ]
  "$PHISCOPE" report risk-analysis --scope "$scope" --store "$work/$example.db" --quantify --output "$work/$example-risk-analysis.html" || [ $? -eq 2 ]
  grep -q 'id="s12m"' "$work/$example-risk-analysis.html" || { echo "the risk analysis of $example says nothing of money"; exit 1; }
  "$PHISCOPE" report mapping --scope "$scope" --output "$work/$example-mapping.html" || [ $? -eq 2 ]
  pages+=("$work/$example-map.html" "$work/$example-risk-analysis.html" "$work/$example-mapping.html")
  for audience in customer public; do
    "$PHISCOPE" report risk-analysis --scope "$scope" --audience $audience --output "$work/$example-$audience.html" || [ $? -eq 2 ]
    pages+=("$work/$example-$audience.html")
  done
  for name in plan vendors inventory breach-readiness nprm evidence; do
    "$PHISCOPE" report "$name" --scope "$scope" --output "$work/$example-$name.html" || [ $? -eq 2 ]
    pages+=("$work/$example-$name.html")
  done
done
"$PHISCOPE" breach --example > "$work/facts.yaml"
"$PHISCOPE" breach --facts "$work/facts.yaml" --format html -o "$work/breach.html" || [ $? -eq 2 ]
bench/map --generate 300 "$work/large"
"$PHISCOPE" map --scope "$work/large/phiscope.yaml" -o "$work/large-map.html"
HOME=$work timeout 600 node tests/axe/check.mjs "$chromium" "${pages[@]}" "$work/breach.html" "$work/large-map.html"
