# SPDX-License-Identifier: Apache-2.0
"""What an audience must not find in a report, whatever the format: texts are taken from the internal JSON and searched for."""
import html
import json
import re
import sys
import zipfile


def text_of(path):
    if path.endswith((".xlsx", ".docx")):
        book = zipfile.ZipFile(path)
        raw = "\n".join(book.read(name).decode("utf-8", "replace") for name in book.namelist() if name.endswith(".xml"))
    else:
        raw = open(path, encoding="utf-8").read()
    raw = re.sub(r"(?s)<style>.*?</style>", "", raw)
    return re.sub(r"\\([-_.!#*+`<>\[\](){}|])", r"\1", html.unescape(raw))


def walk(value, key=""):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, key)
    elif isinstance(value, str):
        yield key, value


def secret_places(view):
    findings = view["open_findings"] + view["closed_findings"]
    secret = {f["place"] for f in findings if "secret" in f["check"] and f["place"]}
    secret |= {f["resource"] for f in findings if (f.get("resource") or "").startswith("secret:")}
    # A place that another finding names too is not the secret's own.
    return secret - {f["place"] for f in findings if "secret" not in f["check"]} - {t["path"] for t in view["targets"]}


def forbidden(view, audience):
    if audience == "auditor":
        return secret_places(view) | {s["exposure_reason"] for s in view["systems"] if s.get("exposure_reason") and s["exposure"].startswith("public")}
    names = {s["name"] for s in view["systems"]} | {s["id"] for s in view["systems"]} | {r["id"] for r in view["risks"]}
    names |= {f["id"] for f in view["open_findings"]} | {f["resource"] for f in view["open_findings"] if f.get("resource")}
    names |= {f["place"] for f in view["open_findings"] if f["place"]} | {v["name"] for v in view["vendors"] if v.get("name")}
    names |= {r["statement"] for r in view["risks"]}
    if audience == "public":
        names |= {c["id"] for g in view["rule"] for c in g["controls"]}
    return {n for n in names if len(n) > 5 and n not in view["organization"]["shown"] and (audience == "public" or not n.startswith("164."))}


def main():
    audience, counsel, internal, *reports = sys.argv[1:]
    view = json.load(open(internal, encoding="utf-8"))
    banned, bad = forbidden(view, audience), 0
    shown = text_of(internal)
    if len(banned) < 2 or any(word not in shown and json.dumps(word)[1:-1] not in shown for word in banned):
        sys.exit(f"{audience}: nothing to look for, so nothing is tested")
    for report in reports:
        text = text_of(report)
        for word in sorted(banned):
            if word in text and re.search(r"(?<![\w./-])" + re.escape(word) + r"(?![\w/-])", text):
                print(f"{report}: holds {word[:100]}")
                bad += 1
        if not report.endswith((".csv", ".oscal-ar", ".oscal-poam")) and (counsel not in text or view["run"]["id"] not in text):
            print(f"{report}: lacks the line of counsel or the run")
            bad += 1
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
