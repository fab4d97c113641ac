#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Holds SARIF output to the schema of SARIF 2.1.0: both examples, a gate, an empty folder, hostile names, a lost target.
. tests/cli/kit.bash
command -v node > /dev/null || { echo "skipped: node is not installed"; exit 77; }
[ -d tests/schemas/node_modules/ajv ] || { echo "skipped: run npm ci in tests/schemas first"; exit 77; }
mkdir "$work/empty" "$work/hostile"
python3 tests/cli/exports.py build "$work/hostile"
exits 0 scribe "$PHISCOPE" scan examples/scribe --format sarif --output "$work/scribe.sarif"
exits 0 clinic "$PHISCOPE" scan examples/clinic --format sarif --output "$work/clinic.sarif"
exits 0 empty "$PHISCOPE" scan "$work/empty" --format sarif --output "$work/empty.sarif"
exits 3 hostile "$PHISCOPE" scan "$work/hostile" --format sarif --output "$work/hostile.sarif"
node tests/schemas/validate.mjs "$work"/*.sarif || problem "the schema refuses what is named above"
# A validator that accepts everything would be no test.
sed 's/"version": "2.1.0"/"version": "2.2"/' "$work/scribe.sarif" > "$work/broken.json"
node tests/schemas/validate.mjs "$work/broken.json" > "$work/said" && problem "a broken log is accepted"
finish "SARIF validates against the schema of 2.1.0"
