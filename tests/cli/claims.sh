#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What is often said wrongly about HIPAA, in the reports of both examples: said rightly where it is said, and nowhere else.
. "$(dirname "$0")/lib.inc"

text_of() { # example clock
  PHISCOPE_CLOCK=$2 "$phiscope" report risk-analysis "$here/examples/$1" --format md 2> /dev/null
  PHISCOPE_CLOCK=$2 "$phiscope" report mapping "$here/examples/$1" 2> /dev/null
}
never() { grep -niE -- "$1" "$scratch/all" | head -3 | grep . && fail "$2"; }

for example in scribe clinic; do
  text_of "$example" 2026-03-01T00:00:00Z > "$scratch/all"
  [ "$(wc -c < "$scratch/all")" -gt 50000 ] || fail "$example: no reports"
  says all "$example: the rule names no interval" 'It names no interval'
  says all "$example: penalties in force since 2026-01-28" '145'
  says all "$example: and their cap" '2[,.]?190[,.]?294'
  never '\b(68[,.]?928|71[,.]?162|2[,.]?134[,.]?831)\b|50,000 to 1\.9|1\.9 (million|M)' "$example: penalties of another year"
  says all "$example: sixty days is an outer limit" '60 (calendar )?days.*outer limit|outer limit.*60'
  says all "$example: addressable is not optional" '[Aa]ddressable does not mean optional'
  never 'encryption is (mandatory|required by HIPAA)' "$example: encryption is addressable in the rule in force"
  never 'architectural barriers' "$example: 508 complaints go to the agency"
  never 'hipaa[ -]compliant|hipaa[ -]certified|certified' "$example: nobody certifies that"
  never 'required \(annual\)|annually required|must be (done|performed) (annually|every year)' "$example: annual is practice"
  never 'data must (stay|remain) in the (US|United States)' "$example: no residency rule in HIPAA"
done
text_of clinic 2025-06-01T00:00:00Z > "$scratch/all"
says all "the day of the assessment picks the penalties" '2[,.]?134[,.]?831'
never '2[,.]?190[,.]?294' "penalties before they were in force"
done_testing
