# SPDX-License-Identifier: Apache-2.0
"""Reads a workbook as the bytes say, without a spreadsheet library: sheets, kinds of cells, filter, frozen row, formulas."""
import sys
import zipfile
import xml.etree.ElementTree as tree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read(path):
    book = zipfile.ZipFile(path)
    names = [s.get("name") for s in tree.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet")]
    sheets = {}
    for number, name in enumerate(names, 1):
        sheets[name] = tree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
    return book, sheets


def text_of(cell):
    return "".join(t.text or "" for t in cell.iter(MAIN + "t"))


def header_of(sheet):
    return [text_of(c) for c in next(sheet.iter(MAIN + "row"))]


def kinds(sheet, column):
    """Kinds of the cells of a column below the header: 'n' number or date, 's' text, 'f' formula."""
    found = set()
    for row in list(sheet.iter(MAIN + "row"))[1:]:
        for cell in row:
            if cell.get("r").rstrip("0123456789") == column:
                if cell.find(MAIN + "f") is not None:
                    found.add("f")
                elif cell.get("t") in ("s", "str", "inlineStr"):
                    found.add("s")
                elif cell.find(MAIN + "v") is not None:
                    found.add("n")
    return found


def column_of(sheet, title):
    number = header_of(sheet).index(title)
    return chr(ord("A") + number) if number < 26 else "A" + chr(ord("A") + number - 26)


def problems(path, want, titles):
    book, sheets = read(path)
    found = []
    if list(sheets) != want:
        found.append(f"sheets {list(sheets)}")
    for name, sheet in sheets.items():
        if any(True for _ in sheet.iter(MAIN + "f")):
            found.append(f"{name} has a formula")
        if sheet.find(MAIN + "autoFilter") is None:
            found.append(f"{name} has no filter")
        pane = next(sheet.iter(MAIN + "pane"), None)
        if pane is None or pane.get("state") != "frozen" or pane.get("ySplit") != "1":
            found.append(f"{name} has no frozen header")
        if not list(sheet.iter(MAIN + "col")):
            found.append(f"{name} has no widths")
        footer = sheet.find(MAIN + "headerFooter")
        if footer is None or "Run run-" not in (footer.findtext(MAIN + "oddFooter") or ""):
            found.append(f"{name} does not say on paper which run it is of")
    for sheet, title, kind in titles:
        got = kinds(sheets[sheet], column_of(sheets[sheet], title))
        if not got or got - {kind}:
            found.append(f"{sheet}, {title}: {sorted(got)} instead of {kind}")
    if not any(True for s in sheets.values() for _ in s.iter(MAIN + "conditionalFormatting")) and "Register" in want:
        found.append("levels have no colour")
    core = book.read("docProps/core.xml").decode()
    for text in ("<dc:title>", "2026-03-01T00:00:00Z"):
        if text not in core:
            found.append(f"docProps/core.xml lacks {text}")
    return found


REGISTER = ["ID", "Priority", "Risk Description", "Risk Category", "Current Assessment: Likelihood", "Current Assessment: Impact",
            "Current Assessment: Exposure Rating", "Risk Response Type", "Risk Response Cost (hours)", "Risk Response Description",
            "Risk Owner", "Status"]


SHARED = ["Controls", "Findings", "Limits"]
DOCUMENTS = {
    "plan": (["Tickets", "Plan", "Exceptions"], [("Tickets", "hours", "n"), ("Plan", "Step", "n")]),
    "vendors": (["Vendors", "Clauses", "Public offers", "Flows"], [("Vendors", "Signed", "n"), ("Clauses", "Citation", "s")]),
    "inventory": (["Systems", "Parts", "Flows"], [("Systems", "Records", "n"), ("Parts", "Type", "s")]),
    "breach-readiness": (["Duties", "Plans", "Missing", "Vendors"], [("Duties", "Within", "s")]),
    "nprm": (["Proposals"], [("Proposals", "Title", "s")]),
    "evidence": (["Files", "Without digest"], [("Files", "Bytes", "n"), ("Files", "SHA-256", "s")]),
}


def main():
    kind, path = sys.argv[1:3]
    if kind == "risk-analysis":
        found = problems(path, ["Register", "Plan", "Findings", "Systems", "Vendors", "Controls", "Limits"],
                         [("Register", "Priority", "n"), ("Register", "Risk Response Cost (hours)", "n"), ("Register", "ID", "s"),
                          ("Plan", "Hours", "n"), ("Systems", "Records", "n"), ("Vendors", "Signed", "n"), ("Controls", "Citation", "s")])
        header = header_of(read(path)[1]["Register"])
        if header[:12] != REGISTER:
            found.append(f"the register begins with {header[:12]}")
    elif kind in DOCUMENTS:
        found = problems(path, DOCUMENTS[kind][0] + SHARED, DOCUMENTS[kind][1])
    else:
        found = problems(path, ["SOC 2 and HIPAA", "HIPAA citations", "Exceptions", "Responsibilities", "Subservice organizations", "Limits"], [("SOC 2 and HIPAA", "fail", "n")])
    for line in found:
        print(line)
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
