#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The register as a workbook and as CSV: columns of NIST IR 8286, types, filters, frozen headers, no formula, the same bytes twice.
. tests/cli/kit.bash
for report in risk-analysis mapping; do
  for copy in a b; do
    exits 0 "$report as xlsx" "$PHISCOPE" report $report examples/clinic --output "$work/$copy.$report.xlsx"
  done
  cmp -s "$work/a.$report.xlsx" "$work/b.$report.xlsx" || problem "$report: two runs on the same input differ"
  python3 tests/cli/workbook.py $report "$work/a.$report.xlsx" || problem "$report: see above"
  exits 0 "$report as csv" "$PHISCOPE" report $report examples/clinic --output "$work/$report.csv"
done
for name in plan vendors inventory breach-readiness nprm evidence; do
  for copy in a b; do
    exits 0 "$name as xlsx" "$PHISCOPE" report $name examples/clinic --output "$work/$copy.$name.xlsx"
  done
  cmp -s "$work/a.$name.xlsx" "$work/b.$name.xlsx" || problem "$name: two runs on the same input differ"
  python3 tests/cli/workbook.py $name "$work/a.$name.xlsx" || problem "$name: see above"
done
head -1 "$work/risk-analysis.csv" | grep -q '^ID,Priority,Risk Description,' || problem "the register as CSV has other columns"
# What a spreadsheet program makes of it; it is not part of what every machine has.
if command -v soffice > /dev/null && [ -d /usr/lib/libreoffice/program ]; then
  soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1' \
    --outdir "$work/office" "$work/a.risk-analysis.xlsx" > /dev/null 2>&1
  read_back=$(find "$work/office" -name '*.csv' | head -1)
  [ -n "$read_back" ] || problem "LibreOffice does not open the workbook"
  [ -z "$read_back" ] || python3 - "$read_back" "$work/risk-analysis.csv" << 'PY' || problem "LibreOffice reads another register than the CSV has"
import csv, sys
a, b = ([row for row in csv.reader(open(f, encoding="utf-8"))] for f in sys.argv[1:])
sys.exit(len(a) < 2 or a[0] != b[0] or [r[0] for r in a] != [r[0] for r in b])
PY
else
  echo "skipped: LibreOffice is not installed (libreoffice-calc)"
fi
finish "the workbook holds"
