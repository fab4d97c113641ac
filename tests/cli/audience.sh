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
    [ $format = docx ] && continue
    [ $format = md ] || report mapping examples/scribe --audience $audience --counsel "$counsel" --output "$work/$audience.mapping.$format"
    [ $audience = auditor ] || [ $format = md ] || made+=("$work/$audience.mapping.$format")
    # The view is filtered before any format: one of each kind will do.
    case $format in md | xlsx) continue ;; esac
    for name in plan vendors inventory breach-readiness nprm evidence; do
      report $name examples/scribe --audience $audience --counsel "$counsel" --output "$work/$audience.$name.$format"
      made+=("$work/$audience.$name.$format")
    done
  done
  if [ $audience = auditor ]; then
    for format in oscal-ar oscal-poam; do
      report risk-analysis examples/scribe --audience auditor --format $format --output "$work/auditor.$format"
      made+=("$work/auditor.$format")
    done
  fi
  python3 tests/cli/audience.py $audience "$counsel" "$work/internal.json" "${made[@]}" || problem "$audience: see above"
done
# Documents for outsiders are about something: controls for a customer, counts for the public, and the auditor sees the findings.
for name in plan vendors inventory breach-readiness nprm evidence; do
  python3 - "$work" $name << 'PY' || problem "$name: see above"
import json, sys
read = lambda audience: json.load(open(f"{sys.argv[1]}/{audience}.{sys.argv[2]}.json"))
customer, public, auditor = read("customer"), read("public"), read("auditor")
assert sum(len(g["controls"]) for g in customer["control_groups"]) > 1, "no controls"
assert {k for g in customer["control_groups"] for c in g["controls"] for k in c} <= {"id", "title", "binding", "state", "class", "group"}
assert "control_groups" not in public and all(set(c) == {"what", "count"} for c in public["counts"]) and any(c["count"] for c in public["counts"])
assert (auditor["cited_findings"] or sys.argv[2] in ("breach-readiness", "evidence")) and auditor["document"]["audience"] == "auditor"
PY
done
exits 64 "an audience that is none" "$PHISCOPE" report risk-analysis examples/clinic --audience board
finish "every audience gets its own"
