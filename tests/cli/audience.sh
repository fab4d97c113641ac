#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Auditors, customers and the public do not find in any format what they are not to see; everybody sees the line of counsel.
. tests/cli/kit.bash
counsel='Prepared at the direction of counsel'
report() { "$PHISCOPE" report "$@" > /dev/null 2> "$work/err" || [ $? -eq 3 ] || problem "$*: $(head -c 300 "$work/err")"; }
report risk-analysis examples/scribe --counsel "$counsel" --output "$work/internal.json"
report risk-analysis examples/scribe --counsel "$counsel" --output "$work/internal.html"
grep -q "@bottom-left{content:\"Internal and confidential" "$work/internal.html" || problem "the line is not on every printed page"
formats='html md json xlsx csv'
command -v pandoc > /dev/null && formats="$formats docx"
for audience in auditor customer public; do
  made=()
  for format in $formats; do
    report risk-analysis examples/scribe --audience $audience --counsel "$counsel" --output "$work/$audience.$format"
    made+=("$work/$audience.$format")
    case $format in md | docx) continue ;; esac
    report mapping examples/scribe --audience $audience --counsel "$counsel" --output "$work/$audience.mapping.$format"
    [ $audience = auditor ] || made+=("$work/$audience.mapping.$format")
  done
  python3 tests/cli/audience.py $audience "$counsel" "$work/internal.json" "${made[@]}" || problem "$audience: see above"
done
exits 64 "an audience that is none" "$PHISCOPE" report risk-analysis examples/clinic --audience board
finish "every audience gets its own"
