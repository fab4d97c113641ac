# SPDX-License-Identifier: Apache-2.0
# The judging half of mapping.sh: everything is computed again from the tables and the run.
import csv, json, re, sys
from html.parser import HTMLParser

prefix = sys.argv[1]
run, view = json.load(open(prefix + ".run")), json.load(open(prefix + ".json"))
rows = list(csv.DictReader(open(prefix + ".csv", newline="")))
html = open(prefix + ".html").read()


def table(name):
    lines = [l.rstrip("\n") for l in open(f"checks/frameworks/{name}.tsv") if not l.startswith("#")]
    head = lines[0].split("\t")
    return [dict(zip(head, l.split("\t"))) for l in lines[1:]]


soc2, hipaa, crosswalk = table("soc2"), table("hipaa"), table("crosswalk")
assert {r["criterion"] for r in rows} == {c["id"] for c in soc2}, "every criterion has a line"
assert [r["citation"] for r in view["rule"]] == [c["id"] for c in hipaa], "every citation has a line, in order"

want = {}
for row in crosswalk:
    for id, yes in zip(row["soc2"].split(";"), row["soc2_confirmed"].split(";")):
        if id:
            want[(id, row["hipaa"])] = "confirmed by a second source" if yes == "yes" else "our own choice, unconfirmed"
known = {c["id"] for c in hipaa}
pairs = {(r["criterion"], r["citation"]): r["relation"] for r in rows if r["citation"]}
assert {k: v for k, v in pairs.items() if v != "only through the safeguard"} == {k: v for k, v in want.items() if k[1] in known}
assert "our own choice, unconfirmed" in pairs.values() and "confirmed by a second source" in pairs.values()

states = {(c["framework"], c["control"]): c for c in run["controls"]}
for r in rows:
    status = states["soc2", r["criterion"]]
    assert (r["criterion_result"], int(r["systems_supported"]), int(r["systems_applicable"])) == (status["state"], status["systems_supported"], status["systems_applicable"]), r
    if r["citation"]:
        assert r["citation_result"] == states["hipaa", r["citation"]]["state"], r
    if r["safeguard"]:
        found = [f["verdict"] for f in run["findings"] if f["safeguard"] == r["safeguard"]]
        for verdict in ("fail", "unknown", "pass"):
            assert int(r[verdict]) == found.count(verdict), (r, found)
        if not found and r["attested"] == "0":
            assert r["evidence"] == "no machine evidence" and not r["places"], r
        if found.count("fail"):
            assert "(fail)" in r["places"], r

assert any(int(r["fail"] or 0) for r in rows) and any(int(r["attested"] or 0) for r in rows)
front = re.sub(r"\s+", " ", html[: html.index('id="soc2"')])
for sentence in ("not a SOC 2 report", "licensed CPA firm", "no official certification for HIPAA"):
    assert sentence in front, sentence
assert not re.search(r"\b(is|are|fully|100 ?%) compliant|certified", html, re.I)


class Tags(HTMLParser):
    void = {"meta", "br", "link", "img", "hr"}

    def __init__(self):
        super().__init__()
        self.open, self.ids = [], []

    def handle_starttag(self, tag, attrs):
        self.ids += [v for k, v in attrs if k == "id"]
        if tag not in self.void:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, (tag, self.getpos())


tags = Tags()
tags.feed(html)
assert not tags.open and len(tags.ids) == len(set(tags.ids)), "balanced, and no id twice"
assert "{{" not in html and "http-equiv=\"Content-Security-Policy\"" in html and "<script" not in html

# Exceptions: every test that fails, with what the run knows of acceptance and of decisions about the risks it raises.
failing = {}
for f in run["findings"]:
    if f["verdict"] == "fail" and f["safeguard"]:
        failing.setdefault(f["check"], []).append(f)
shown = {e["check"]: e for e in view["exceptions"]}
assert set(shown) == set(failing), set(shown) ^ set(failing)
for check, found in failing.items():
    row = shown[check]
    assert row["count"] == len(found) and row["excepted"] == sum(bool(f["suppressed"]) for f in found), (check, row)
    assert (row["response"] == "none recorded") == (row["class"] == "fail") or row["excepted"] == row["count"], row
if prefix.endswith("scribe"):
    assert shown["dataflow.baa-in-force"]["response"] == "mitigate, Chief Technology Officer, by 2026-12-15", shown["dataflow.baa-in-force"]
    assert "(Reporting database)" in shown["aws.rds.backup"]["response"], shown["aws.rds.backup"]
    assert shown["kubernetes.privileged"]["response"] == "none recorded", shown["kubernetes.privileged"]
import os

assert len(view["responsibilities"]) == len([f for f in os.listdir("checks/safeguards") if f.endswith(".yaml")]), "each safeguard"
assert len(view["subservice"]) == len([r for r in run["resources"] if r["type"] == "vendor"]), "each vendor of the inventory"
