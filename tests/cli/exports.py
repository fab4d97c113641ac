# SPDX-License-Identifier: Apache-2.0
# The judging half of exports.sh.
import json, os, re, sys
import xml.etree.ElementTree as ET
from urllib.parse import unquote


def load(path):
    return json.load(open(path, encoding="utf-8"))


def results(path):
    return load(path)["runs"][0]["results"]


def uri(result):
    return result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


def line(result):
    return result["locations"][0]["physicalLocation"].get("region", {}).get("startLine")


def row(result):
    return [l["fullyQualifiedName"] for l in result["locations"][0].get("logicalLocations", []) if l["kind"] == "row"]


def place_exists(folder, result):
    path = os.path.join(folder, unquote(uri(result)))
    assert os.path.isfile(path), path
    if path.endswith(".xlsx"):
        assert row(result) and not line(result), result
        return
    lines = open(path, encoding="utf-8", errors="replace").read().count("\n") + 1
    assert 1 <= (line(result) or 0) <= lines, (path, line(result), lines)


def examples(prefix, folder):
    run, sarif = load(prefix + ".json"), load(prefix + ".sarif")["runs"][0]
    fails = [f for f in run["findings"] if f["verdict"] == "fail"]
    unknown = [f for f in run["findings"] if f["verdict"] == "unknown"]
    assert fails and unknown
    assert [r["properties"]["id"] for r in sarif["results"]] == [f["id"] for f in fails], "results are the failures"
    rules = sarif["tool"]["driver"]["rules"]
    for result, finding in zip(sarif["results"], fails):
        place_exists(folder, result)
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding["check"]
        assert result["partialFingerprints"]["phiscope/v1"] == finding["fingerprint"]
        assert bool(result["suppressions"]) == finding["suppressed"]
        for suppression in result["suppressions"]:
            assert len(suppression["justification"]) > 20 and suppression["status"] == "accepted"
            assert suppression["location"]["physicalLocation"]["artifactLocation"]["uri"] == "exceptions.yaml"
        assert {"error": 2, "warning": 1, "note": 0}[result["level"]] == {"critical": 2, "high": 2, "medium": 1}.get(finding["priority"], 0)
    for rule in rules:
        assert float(rule["properties"]["security-severity"]) >= 0 and len(rule["properties"]["tags"]) <= 20
        assert rule["help"]["markdown"] and any(t.startswith("hipaa:") for t in rule["properties"]["tags"]), rule["id"]
    notes = [n for n in sarif["invocations"][0]["toolExecutionNotifications"] if "reason" in n.get("properties", {})]
    assert sum(n["properties"]["count"] for n in notes) == len(unknown) == sum(len(n["locations"]) for n in notes)
    assert sarif["invocations"][0]["executionSuccessful"] is True

    suites = ET.parse(prefix + ".junit").getroot()
    cases = [c for s in suites for c in s if s.get("name") != "coverage"]
    shown = [f for f in fails if not f["suppressed"]]
    assert len(cases) == len(run["findings"]) and int(suites.get("failures")) == len(shown)
    assert len(suites.findall(".//failure")) == len(shown) == sum(int(s.get("failures")) for s in suites)
    skipped = [s.get("message") for s in suites.iter("skipped")]
    assert sum(m.startswith("unknown (") for m in skipped) == len(unknown)
    assert sum(m.startswith("accepted") for m in skipped) == len(fails) - len(shown)
    assert len(cases) - len(shown) - len(skipped) == sum(f["verdict"] == "pass" for f in run["findings"])
    for failure in suites.iter("failure"):
        assert re.match(r"\S+(:\d+| .*row \d+): ", failure.text), failure.text

    commands = open(prefix + ".github", encoding="utf-8").read().splitlines()
    assert all(re.match(r"::(error|warning|notice) [^:]*::", c) for c in commands), commands
    assert len(commands) == len(shown) + 1
    table = [l for l in open(prefix + ".markdown", encoding="utf-8") if re.match(r"\| (critical|high|medium|low|info) \|", l)]
    assert len(table) == len(shown) and f"{len(unknown)} unknown" in open(prefix + ".markdown").read()


def below(path, prefix, folder):
    found = results(path)
    assert found and all(uri(r).startswith(prefix) for r in found), [uri(r) for r in found]
    for result in found:
        place_exists(folder, result)


def moved(before, after):
    prints = lambda path: {r["partialFingerprints"]["phiscope/v1"]: r for r in results(path)}
    old, new = prints(before), prints(after)
    assert old.keys() == new.keys(), [(r["ruleId"], uri(r)) for k, r in {**old, **new}.items() if (k in old) != (k in new)]
    shifts = [line(new[k]) - line(old[k]) for k in old if line(old[k]) and not uri(old[k]).endswith(".csv")]
    assert len(shifts) > 8 and set(shifts) == {10}, shifts


def build(folder):
    names = ["a\n::error::injected", "b%0A::set-output name=x::y", "c|<img src=x onerror=alert(1)>`@everyone", "d](http://evil.test){0}&\"'",
             "e\u202etxt", "f:g,h#?x=1"]
    for name in names:
        os.makedirs(os.path.join(folder, name), exist_ok=True)
        with open(os.path.join(folder, name, "main.tf"), "w") as f:
            f.write('resource "aws_ebs_volume" "v" {\n  encrypted = false\n}\n')
    with open(os.path.join(folder, "phiscope.yaml"), "w") as f:
        f.write("targets:\n  infrastructure:\n" + "".join(f"    - {json.dumps(n)}\n" for n in names) + "  vendors: [absent.csv]\n")


def hostile(prefix):
    run = load(prefix + ".sarif")["runs"][0]
    assert len(run["results"]) >= 6
    for result in run["results"]:
        assert re.fullmatch(r"[A-Za-z0-9._~/%-]+", uri(result)), uri(result)
        assert os.path.isfile(os.path.join(prefix, unquote(uri(result)))), uri(result)
    assert run["invocations"][0]["executionSuccessful"] is False
    errors = [n for n in run["invocations"][0]["toolExecutionNotifications"] if n["level"] == "error"]
    assert len(errors) == 1 and "absent.csv" in errors[0]["message"]["text"], errors
    assert errors[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "phiscope.yaml"
    suites = ET.parse(prefix + ".junit").getroot()
    assert int(suites.get("errors")) == 1 and len(suites.findall(".//error")) == 1
    commands = open(prefix + ".github", encoding="utf-8", newline="").read().split("\n")[:-1]
    bad = [c for c in commands if not re.match(r"::(error|warning|notice) (file|title)=[^,:]*(,[a-zA-Z]+=[^,:]*)*::", c)]
    assert not bad and "\r" not in "".join(commands), bad
    assert not any(c.startswith("::error::") or "::set-output name=x::y" in c.split("::", 2)[1] for c in commands)
    comment = open(prefix + ".markdown", encoding="utf-8").read()
    assert "<img" not in comment and "@everyone" not in comment and "\u202e" not in comment and not re.search(r"[^\\\\]\]\(|://", comment)
    assert all(re.match(r"(#|\||-|\*\*|Run |\d|\n|$)", l) for l in comment.split("\n")), comment


def gate(prefix):
    states = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]: r["baselineState"] for r in results(prefix + ".sarif")}
    assert states.pop("phiscope.yaml", "unchanged") == "unchanged"  # of the repository as a whole
    assert states == {"main.tf": "unchanged", "more.tf": "new"}, states
    suites = ET.parse(prefix + ".junit").getroot()
    assert suites.get("failures") == str(len([r for r in results(prefix + ".sarif") if r["baselineState"] == "new"]))
    assert any("before this change" in s.get("message") for s in suites.iter("skipped"))
    commands = [c for c in open(prefix + ".github").read().splitlines() if "file=" in c]
    assert commands and all("file=more.tf" in c for c in commands), commands
    comment = open(prefix + ".markdown").read()
    assert "new finding" in comment and "more.tf" in comment and "main.tf" not in comment, comment


what, *args = sys.argv[1:]
{"examples": examples, "below": below, "moved": moved, "build": build, "hostile": hostile, "gate": gate}[what](*args)
