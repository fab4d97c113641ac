#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The mapping says of each pair what the crosswalk and the run say, leaves out no criterion and no citation, and claims nothing.
. tests/cli/kit.bash
for example in scribe clinic; do
  exits 0 "$example" "$PHISCOPE" scan "examples/$example" --format json --output "$work/$example.run" || continue
  for format in html csv json; do
    exits 0 "$example as $format" "$PHISCOPE" report mapping "examples/$example" --frameworks csf2,iso27001,nist80053r5 --output "$work/$example.$format" || true
  done
  python3 tests/cli/mapping.py "$work/$example" || problem "$example: see above"
done
exits 0 "without further columns" "$PHISCOPE" report mapping examples/clinic --format csv
head -1 "$work/out" | grep -q csf2 && problem "columns that nobody asked for"
exits 64 "a framework that is no column" "$PHISCOPE" report mapping examples/clinic --frameworks pci && says 'pci' "a framework that is no column"
exits 64 "a format of the other report" "$PHISCOPE" report mapping examples/clinic --format md && says 'html, csv, json, xlsx' "a format of the other report"
exits 64 "an ending of the other report" "$PHISCOPE" report mapping examples/clinic -o "$work/x.md" && says 'html, csv, json, xlsx' "an ending of the other report"
[ ! -e "$work/x.md" ] || problem "a page was written under the name of another format"
exits 64 "a report that is none" "$PHISCOPE" report maping examples/clinic && says 'Did you mean mapping' "a report that is none"
finish "the mapping holds"
