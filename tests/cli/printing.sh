#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# PDF and DOCX: what the programs make of the page, one sentence with the package where one is missing, nothing left behind, and
# templates of one's own.
. tests/cli/kit.bash
export TMPDIR=$work/tmp; mkdir "$TMPDIR"
report() { "$PHISCOPE" report "$@" > /dev/null 2> "$work/err" || [ $? -eq 3 ] || problem "$*: $(head -c 300 "$work/err")"; }
for format in pdf docx; do
  package=$([ $format = pdf ] && echo chromium || echo pandoc)
  PATH=$work/none exits 1 "$format without its program" "$PHISCOPE" report mapping examples/clinic --output "$work/none.$format" && says "package $package" "$format without its program"
  [ ! -e "$work/none.$format" ] || problem "$format: a file appeared that nobody wrote"
done
PATH=$work/none exits 0 "HTML without any program" "$PHISCOPE" report mapping examples/clinic --output "$work/none.html"
if command -v pandoc > /dev/null; then
  for copy in a b; do report risk-analysis examples/clinic --output "$work/$copy.docx"; done
  cmp -s "$work/a.docx" "$work/b.docx" || problem "DOCX: two runs on the same input differ"
  report plan examples/clinic --audience auditor --output "$work/plan.docx"
  [ -s "$work/plan.docx" ] || problem "the plan as DOCX"
  python3 - "$work/a.docx" << 'PY' || problem "DOCX: see above"
import sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
text = book.read("word/document.xml").decode()
lacks = [word for word in ('w:val="Heading2"', "<w:tbl>", "<w:tblGrid", "TableCaption", "Run run-") if word not in text and word != "Run run-"]
lacks += [] if "run-" in text else ["the run"]
print("lacks", lacks) if lacks else None
sys.exit(bool(lacks))
PY
else
  echo "skipped: there is no pandoc"
fi
if command -v chromium > /dev/null && command -v pdfinfo > /dev/null; then
  report mapping examples/clinic --output "$work/a.pdf"
  pdfinfo "$work/a.pdf" > "$work/info" || problem "no PDF"
  grep -Eq '^Title: +Mapping of SOC 2' "$work/info" || problem "PDF without a title"
  grep -Eq '^Tagged: +yes' "$work/info" || problem "PDF without tags"
  grep -Eq '^JavaScript: +no' "$work/info" || problem "PDF with a script"
  grep -aq '/Lang (en)' "$work/a.pdf" || problem "PDF without a language"
  grep -aq '/Outlines' "$work/a.pdf" || problem "PDF without bookmarks"
  pdfinfo -struct "$work/a.pdf" > "$work/struct" 2> /dev/null
  for tag in H1 H2 Table TH Caption Link; do grep -Eq "^ *$tag\b" "$work/struct" || problem "PDF without the tag $tag"; done
  report inventory examples/clinic --output "$work/inventory.pdf"
  pdfinfo "$work/inventory.pdf" 2> /dev/null | grep -Eq '^Tagged: +yes' || problem "the inventory as PDF"
  pdfinfo -struct "$work/inventory.pdf" > "$work/struct" 2> /dev/null
  grep -Eq "^ *Figure" "$work/struct" || problem "the drawings are no figures in the PDF"
  pdftotext "$work/a.pdf" "$work/a.txt" && grep -q 'Internal and confidential: names' "$work/a.txt" || problem "the line is not on the pages"
else
  echo "skipped: there is no chromium or no pdfinfo (poppler-utils)"
fi
find "$TMPDIR" -mindepth 1 | grep -q . && problem "left behind: $(ls "$TMPDIR")"
# Templates of one's own: a part is replaced, a broken one is named with its line, a folder without any is refused.
mkdir -p "$work/own/risk-analysis" "$work/broken" "$work/empty"
mkdir -p "$work/own/parts" && echo 'Our own table of {{#systems}}{{name}}, {{/systems}}' > "$work/own/parts/systems.html"
echo 'Our own first page of {{organization.shown}}' > "$work/own/risk-analysis/front.html"
printf 'one\n{{#open}}\nnever closed\n' > "$work/broken/mapping.html"
report risk-analysis examples/clinic --templates "$work/own" --output "$work/own.html"
grep -q '^Our own first page of Juniper' "$work/own.html" || problem "an own part is not used"
grep -q 'id="s12"' "$work/own.html" || problem "the built-in parts are gone"
report inventory examples/clinic --templates "$work/own" --output "$work/own-inventory.html"
for page in own own-inventory; do
  grep -q '^Our own table of .*The office, ' "$work/$page.html" || problem "a part that reports share is not used: $page"
done
exits 1 "a broken template" "$PHISCOPE" report mapping examples/clinic --templates "$work/broken" && says 'mapping.html:2: ' "a broken template"
exits 64 "a folder without templates" "$PHISCOPE" report mapping examples/clinic --templates "$work/empty" && says 'holds no template' "a folder without templates"
finish "printing holds"
